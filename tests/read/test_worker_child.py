"""What a reading process does with its task, and what it says of it."""

import io
import os
import resource
import sys
import threading

import msgspec
import pytest

from briefing.read.worker import child, wire


class TestChild:
    """The child's program, in this process."""

    def run(self, *messages: msgspec.Struct) -> list[wire.Answer]:
        inward, outward = io.BytesIO(), io.BytesIO()
        for message in messages:
            wire.send(inward, message)
        inward.seek(0)
        confined: list[int] = []
        child.serve(inward, outward, confined.append)
        outward.seek(0)
        answers: list[wire.Answer] = []
        decoder: msgspec.msgpack.Decoder[wire.Answer] = msgspec.msgpack.Decoder(wire.Answer)
        while outward.tell() < len(outward.getvalue()):
            answers.append(wire.receive(outward, decoder))
        assert confined == [512]
        return answers

    def test_it_answers_each_task(self) -> None:
        from tests.read.test_archive import packed

        data = packed(("a.txt", b"The flood."), ("photo.jpg", b""))
        answers = self.run(
            wire.Setup(), wire.Task(data=b"flood", origin="a.trap"), wire.Task(data=data, origin="a.zip")
        )

        assert [type(answer).__name__ for answer in answers] == [
            "Got", "Done", "Entering", "Got", "Entering", "PassedOver", "Done",
        ]  # fmt: skip

    def test_it_answers_with_what_could_not_be_read(self) -> None:
        (answer,) = self.run(wire.Setup(), wire.Task(data=b"%PDF", origin="a.zip"))
        assert isinstance(answer, wire.Done)
        assert answer.problems.startswith("a.zip: ")

    def test_it_says_when_memory_ran_out(self) -> None:
        answers: list[msgspec.Struct] = []

        def refuse(message: msgspec.Struct) -> None:
            answers.append(message)
            if len(answers) == 1:
                raise MemoryError

        child.perform(wire.Task(data=b"flood", origin="a.trap"), wire.Setup(), refuse)
        assert answers[1:] == [wire.Done(problems="a.trap: takes too much memory.", out_of_memory=True)]

    def test_no_reader_may_write_or_call(self) -> None:
        for event, arguments in (("socket.connect", ()), ("os.system", ("ls",)), ("open", ("a", "w", os.O_WRONLY))):
            with pytest.raises(PermissionError):
                child.forbid(event, arguments)
        child.forbid("open", ("a", "r", os.O_RDONLY))
        child.forbid("open", ("a", None, None))
        child.forbid("import", ())

    def test_it_takes_standard_input_and_output_for_itself(self, monkeypatch: pytest.MonkeyPatch) -> None:
        inward, outward = os.pipe(), os.pipe()
        replaced: list[int] = []
        confined: list[object] = []
        monkeypatch.setattr(os, "dup", {0: inward[0], 1: outward[1]}.__getitem__)
        monkeypatch.setattr(os, "dup2", lambda nowhere, standard: replaced.append(standard))
        monkeypatch.setattr(sys, "addaudithook", confined.append)
        monkeypatch.setattr(resource, "setrlimit", lambda what, limits: confined.append((what, limits)))
        with os.fdopen(inward[1], "wb") as tasks:
            wire.send(tasks, wire.Setup(megabytes=100))
            wire.send(tasks, wire.Task(data=b"flood", origin="a.trap"))
        child.main()

        assert replaced == [0, 1, 2]
        assert (resource.RLIMIT_FSIZE, (0, 0)) in confined
        assert child.forbid in confined
        with os.fdopen(outward[0], "rb") as answers:
            assert b"flood" in answers.read()

    def test_where_the_system_sets_no_limit_the_child_watches_itself(self) -> None:
        sizes = iter([100, 150, 199, 201])
        left: list[int] = []
        child.watch(100, lambda: next(sizes), left.append)

        assert left == [child.OUT_OF_MEMORY]
        assert child.peak_memory() > 1_000_000

    def test_elsewhere_than_on_linux_it_starts_to_watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen = threading.Event()
        monkeypatch.setattr(sys, "platform", "darwin")
        monkeypatch.setattr(child, "watch", lambda size, used: seen.set())
        child.limit_memory(1)

        assert seen.wait(5)


class TestWire:
    """Messages behind their length."""

    DECODER: "msgspec.msgpack.Decoder[wire.Answer]" = msgspec.msgpack.Decoder(wire.Answer)

    @pytest.mark.parametrize(
        "content",
        [
            (2).to_bytes(8, "big") + b"??",
            (1 << 40).to_bytes(8, "big"),
            (5000).to_bytes(8, "big") + b"\x91" * 5000,
            (6).to_bytes(8, "big") + msgspec.msgpack.encode({"x": 1})[:4].ljust(6, b"\0"),
        ],
    )
    def test_rubbish_is_refused(self, content: bytes) -> None:
        with pytest.raises(wire.GarbledError):
            wire.receive(io.BytesIO(content), self.DECODER)

    @pytest.mark.parametrize("content", [b"", b"\0\0", (9).to_bytes(8, "big") + b"half"])
    def test_half_a_message_is_an_end(self, content: bytes) -> None:
        with pytest.raises(EOFError):
            wire.receive(io.BytesIO(content), self.DECODER)
