"""Source -> Brief: every step a pure function, which `pipeline` calls in this order.

A source becomes a document, and its sentences:

    clean/              text -> passages, each with its kind and the rule that said so
    describe/           title, outlet, agency, byline, publication date, `language`
    editor              what the settings put right; pins and drops, and the room there is
    misread             what of the text was decoded wrongly
    segment             body passages -> sentences

What is known of all sentences before any is chosen, which `understand` gathers into a `Pile`:

    standalone/         why a sentence can't be read alone
    dates/, names/      the days, people, organisations and places that expressions mean
    figures/            who counts what, by whose account, as of when; at the end, which `ledger` stands
    reuse               the same words in several documents, and independent origins
    happenings          the same happening in other words

What is chosen, `choose` for the sections and `summary` for the plain summary:

    topics              how squarely each sentence is about each topic
    questions           whether it gives the kind of answer that a topic asks for
    moment              the day that the brief stands for, by which prospects are over
    rank                how central it is
    facts, prominence   what it states, what that is worth, and how prominently it is told
    select              the set of sentences, by a `board` for each section and a `desk` over all of them
    repetition          which sentences repeat each other
    support, coverage   what the words of a summary are worth, and the set that covers most of it
    suggest             topics that nobody asked for

What the brief says:

    clarify/            brackets, where a rule is certain
    compose             numbered sources, cited extracts, sections
    keypoints           the extracts that lead
    timeline, title     what happened when; what headlines share
    findings/           what does not add up and what is missing
    explain             why each extract is there; its `contribution` is what it alone says
    trace               a refusal, if one character differs from its source

What steps share: `words` (tokens, stems, stop words) and `quotations`.
"""
