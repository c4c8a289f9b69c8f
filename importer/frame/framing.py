"""Framing: what each statement claims, clause by clause."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from importer.attribute.attribution import Attribution
from importer.frame.aspects import with_aspects
from importer.frame.charges import charged
from importer.frame.clauses import clause_heads, content_tokens
from importer.frame.denials import is_denied_by_cue, rejects
from importer.frame.framed import Framed
from importer.frame.grammar import (
    OBJECTS,
    VERBAL,
    forget,
    grammatical_subject,
    in_clause,
    is_passive,
)
from importer.frame.holding import holder_of
from importer.frame.lexicon import Pattern, PredicateClass
from importer.frame.matching import Match
from importer.frame.mood import modality_of, polarity_of
from importer.frame.narration import claims_something
from importer.frame.noun_phrases import party_of
from importer.frame.resolving import resolve
from importer.frame.roles import bind_roles
from importer.frame.scene import Context, Scene, lemma, make_scene
from importer.frame.signals import degree_of, evidence_basis, hedges_in, is_superseded, is_update
from importer.frame.threads import Thread
from importer.frame.undergone import undergoes_beside, unnamed_target, with_same_doer
from importer.model import (
    ClaimFrame,
    ClaimType,
    Modality,
    Polarity,
    Quantity,
    Span,
    Speaker,
    Stance,
)
from importer.resolve.party_mention import PartyMention
from importer.segment import Document

_MOST_FRAMES = 8
_NO_CLASS = Pattern(PredicateClass("other", ClaimType.OTHER), "verb", frozenset())


def frame_statements(
    document: Document,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker | None],
    parties: Sequence[PartyMention],
    places: object,
    quantities: Sequence[Quantity],
) -> list[Framed]:
    """Read what each statement claims; the answer is aligned with `attributions`.

    `places` holds the locations as `.literal` and `.implicit`. A statement that reports another is
    read after it, since it is about the same matter.
    """
    scene = make_scene(document, parties, places, speakers)
    thread = Thread(scene, attributions, speakers)
    framed: dict[int, Framed] = {}
    for index in _inner_first(attributions):
        inner = [(i, framed[i]) for i in thread.children_of(index) if i in framed]
        framed[index] = _frame(index, thread, inner, framed, quantities)
        thread.remember(index, framed[index])
    for paragraph in document.paragraphs:
        forget(paragraph.doc)
    return [framed[index] for index in range(len(attributions))]


def _inner_first(attributions: Sequence[Attribution]) -> list[int]:
    """Order the statements so that each comes after those nested in it, else as in the text."""
    order: list[int] = []
    placed: set[int] = set()
    inner: dict[int, list[int]] = {}
    for index, attribution in enumerate(attributions):
        if attribution.parent is not None and attribution.parent != index:
            inner.setdefault(attribution.parent, []).append(index)
    for index in range(len(attributions)):
        waiting = deque([index])
        path: list[int] = []
        while waiting:
            current = waiting.popleft()
            if current not in placed and current not in path:
                path.append(current)
                waiting.extend(inner.get(current, ()))
        order += reversed(path)
        placed.update(path)
    return order


def _frame(
    index: int,
    thread: Thread,
    inner: Sequence[tuple[int, Framed]],
    done: dict[int, Framed],
    quantities: Sequence[Quantity],
) -> Framed:
    attribution = thread.attributions[index]
    context = thread.context_of(index)
    if context is None:
        return Framed((_empty(attribution.content),), is_statement=False)
    own = [q for q in quantities if attribution.content.contains(Span(q.start, q.end))]
    tokens = content_tokens(context, thread.excluded(index))
    matches = _matches(tokens, context)
    if _in_passing(matches, inner, thread, context):
        matches = [match for match in matches if not _within(match, inner, thread, context)]
        inner = ()
    main, matches = (matches[0] if matches else None), matches[:_MOST_FRAMES]
    frames = with_same_doer(matches, [_clause_frame(match, context, own) for match in matches])
    frames = _settle(index, frames, inner, done, thread, context)
    frames = _as_cue_puts_it(frames, attribution.modality)
    text = context.scene.document.text[attribution.content.start : attribution.content.end]
    if is_update(text, context.scene.words):
        frames[0] = replace(frames[0], updates=True)
    if is_superseded(attribution, context.scene):
        frames = [replace(frame, superseded=True) for frame in frames]
    return Framed(
        tuple(frames),
        with_aspects(own, main, context, thread.last_aspect(index) if main is None else None),
        evidence_basis(context, attribution.cue.start if attribution.cue else None),
        hedges_in(tokens, context.scene.words),
        claims_something(frames, main, tokens, context),
    )


def _in_passing(
    matches: Sequence[Match],
    inner: Sequence[tuple[int, Framed]],
    thread: Thread,
    context: Context,
) -> bool:
    """Say whether others are reported beside the main claim: "took X, a day after Y said …"."""
    reported = all(thread.attributions[index].stance in _NO_OPINION for index, _ in inner)
    if not (inner and matches and reported):
        return False
    return not _within(matches[0], inner, thread, context)


_NO_OPINION = frozenset({Stance.REPORTS, None})


def _within(
    match: Match, inner: Sequence[tuple[int, Framed]], thread: Thread, context: Context
) -> bool:
    """Say whether a predicate is a nested statement's, or the cue of one."""
    at = context.offset(match.head)
    nested = [thread.attributions[index] for index, _ in inner]
    spans = [span for each in nested for span in (each.content, each.cue, each.source) if span]
    return any(span.start <= at < span.end for span in spans)


def _as_cue_puts_it(frames: list[ClaimFrame], modality: Modality | None) -> list[ClaimFrame]:
    """Take a claim for the wish or plan that its cue makes of it: "called for a withdrawal"."""
    if modality is None:
        return frames
    weaker = {Modality.ASSERTED}
    if modality is Modality.POSSIBLE:
        weaker.add(Modality.INTENDED)  # "did not rule out that they would surrender"
    return [replace(f, modality=modality) if f.modality in weaker else f for f in frames]


def _matches(tokens: Sequence[Token], context: Context) -> list[Match]:
    """Return the predicates of the content's clauses, the main one first, each word once."""
    found: list[Match] = []
    heads: set[int] = set()
    inside = {token.i for token in tokens}
    for head in clause_heads(tokens):
        match = resolve(head, context)
        if match is None or _is_told_already(head, found):
            continue
        if match.head.i not in heads and match.head.i in inside:
            heads.add(match.head.i)
            found.append(match)
    return found


def _is_told_already(head: Token, found: Sequence[Match]) -> bool:
    """Say whether a participle only goes on with "there is nobody": "left in the village"."""
    if head.dep_ != "acl" or head.lower_ not in ("left", "remaining"):
        return False
    return any(match.pattern.part == "existence" and match.head == head.head for match in found)


def _empty(span: Span) -> ClaimFrame:
    return ClaimFrame(span.start, span.end, ClaimType.OTHER)


def _clause_frame(match: Match, context: Context, quantities: Sequence[Quantity]) -> ClaimFrame:
    roles = bind_roles(match, context)
    predicate = match.pattern.predicate
    polarity = polarity_of(match, context)
    span, tokens = _extent(match, context)
    text = context.scene.document.text[span.start : span.end]
    counted = [q for q in quantities if span.contains(Span(q.start, q.end))]
    return ClaimFrame(
        start=span.start,
        end=span.end,
        type=predicate.type,
        agent=roles.agent,
        target=roles.target or unnamed_target(match, roles.agent, context),
        polarity=polarity,
        modality=modality_of(match, polarity, context),
        predicate=predicate.id,
        lemma=match.head.lemma_.lower(),
        holder=holder_of(predicate, roles, polarity, context),
        degree=degree_of(text, tokens, counted, context.scene.words),
        places=_places_in(span, context.scene),
        objects=roles.objects,
        updates=is_update(text, context.scene.words),
    )


def _extent(match: Match, context: Context) -> tuple[Span, list[Token]]:
    """Return the words of the clause that a predicate belongs to, inside the content."""
    top = match.chain[0] if match.chain else match.head
    tokens = {t.i: t for t in (top, match.head, *in_clause(top, 8), *in_clause(match.head, 8))}
    if match.support is not None:
        tokens.update({t.i: t for t in (match.support, *in_clause(match.support, 8))})
    own = [t for _, t in sorted(tokens.items()) if context.holds(t) and not t.is_punct]
    if not own:
        return context.content, []
    start = min(context.offset(t) for t in own)
    end = max(context.offset(t) + len(t) for t in own)
    return Span(start, end), own


def _places_in(span: Span, scene: Scene) -> tuple[str, ...]:
    """Return the keys of the clause's places in the order of the text, literal before implicit."""
    keys: list[str] = []
    for layer in (scene.literal, scene.implicit):
        for place in layer:
            if span.start <= place.start and place.end <= span.end and place.key not in keys:
                keys.append(place.key)
    return tuple(keys)


def _settle(
    index: int,
    frames: list[ClaimFrame],
    inner: Sequence[tuple[int, Framed]],
    done: dict[int, Framed],
    thread: Thread,
    context: Context,
) -> list[ClaimFrame]:
    """Take account of what is around the words: nested claims, denying cues, references back."""
    attribution = thread.attributions[index]
    denies = is_denied_by_cue(attribution, context.scene.words)
    child = _child_frame(inner, thread)
    if child is not None:
        frames = [
            child,
            *(f for f in frames if (f.start, f.predicate) != (child.start, child.predicate)),
        ]
    elif not frames:
        frames = [_referring(index, done, thread, context)]
        if frames[0].type is ClaimType.OTHER:
            frames = [
                _unclassed(frames[0], thread.excluded(index), context, attribution.cue_text or "")
            ]
            if denies:
                frames = [replace(frames[0], polarity=Polarity.NEGATIVE)]
    elif denies:
        frames = [_denied(index, frames[0], thread, context), *frames[1:]]
    return [_completed(index, frames, thread), *frames[1:_MOST_FRAMES]]


def _completed(index: int, frames: Sequence[ClaimFrame], thread: Thread) -> ClaimFrame:
    """Fill what the main claim leaves open from the other clauses and from who passes it on."""
    main = frames[0]
    agent, target = main.agent, main.target
    for frame in frames[1:]:
        alike = (frame.predicate, frame.polarity) == (main.predicate, main.polarity)
        if alike and agent is None and frame.agent != target:
            agent = frame.agent
        beaten = main.type is ClaimType.REPEL and frame.agent == agent is not None
        two_sided = main.type in _TWO_SIDED and frame.type in _TWO_SIDED
        if (alike or two_sided or beaten) and target is None:
            others = (
                (frame.target, frame.agent) if frame.type is ClaimType.CONTROL else (frame.target,)
            )
            target = next((p for p in others if p and p != agent and agent), None)
    target = target or undergoes_beside(main, frames[1:])
    opposed = thread.opposed_parent(index)
    speaker = thread.speakers[index]
    if opposed and speaker and main.type in _CONTESTED:
        if agent is None and target in (None, opposed):
            agent = speaker.party
        if main.type is ClaimType.ENCIRCLE and target is None and agent == speaker.party:
            target = opposed
    return replace(main, agent=agent, target=target)


_TWO_SIDED = frozenset({ClaimType.CONTROL, ClaimType.REPEL, ClaimType.SITUATION})
_CONTESTED = frozenset({ClaimType.CONTROL, ClaimType.ADVANCE, ClaimType.ENCIRCLE})


def _child_frame(inner: Sequence[tuple[int, Framed]], thread: Thread) -> ClaimFrame | None:
    """Return the matter of the nested statement as the outer one's, negative where it is denied."""
    for position, child in inner:
        frame = child.frames[0]
        if frame.type is ClaimType.OTHER:
            continue
        if thread.attributions[position].stance is Stance.DENIES:
            return replace(
                frame,
                polarity=Polarity.NEGATIVE,
                modality=Modality.ASSERTED,
                holder=None,
                updates=False,
            )
        return replace(frame, updates=False)
    return None


def _denied(index: int, frame: ClaimFrame, thread: Thread, context: Context) -> ClaimFrame:
    """Turn the claim of "denied that …" round; who denies an attack is taken to be its author."""
    agent = frame.agent
    if agent is None and frame.type in (ClaimType.ATTACK, ClaimType.STRIKE):
        agent = context.party if frame.target != context.party else None
    turned = replace(frame, polarity=Polarity.NEGATIVE, agent=agent, holder=None)
    if frame.type is ClaimType.ATTACK and thread.strike_before(index, agent):
        return replace(turned, type=ClaimType.STRIKE, predicate="strike")
    return turned


_ACCUSING = ("accus", "suspect", "blam")


def _unclassed(
    frame: ClaimFrame, excluded: Sequence[tuple[int, int]], context: Context, cue: str
) -> ClaimFrame:
    """Say at least how a claim of no known class is put, and who else than the speaker acts."""
    heads = clause_heads(content_tokens(context, excluded))
    if heads and heads[0].dep_ in OBJECTS and cue.lower().startswith(_ACCUSING):
        return charged(frame, heads[0], context, cue)
    if not heads or heads[0].pos_ not in VERBAL:
        return frame
    match = _led_on(heads[0], context)
    polarity = polarity_of(match, context)
    subject = grammatical_subject(heads[0])
    doer = party_of(subject, context) if subject is not None and not is_passive(heads[0]) else None
    return replace(
        frame,
        agent=doer if doer != context.party else None,
        polarity=polarity,
        modality=modality_of(match, polarity, context),
    )


def _led_on(verb: Token, context: Context) -> Match:
    """Follow a verb that passes its matter on, so that "wants to build" is a wish."""
    carries = lemma(verb) in context.scene.words.carriers
    inner = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if not carries or inner is None or inner.pos_ not in VERBAL:
        return Match(_NO_CLASS, verb)
    return Match(_NO_CLASS, inner, chain=(verb,))


def _figures(index: int, thread: Thread, context: Context) -> ClaimFrame:
    """Read "the figure for June at six", "nine of them were children" as the matter before."""
    content = thread.attributions[index].content
    text = context.scene.document.text[content.start : content.end]
    tokens = context.paragraph.tokens_between(content.start, content.end)
    words = context.scene.words
    counts = any(t.like_num for t in tokens)
    back = is_update(text, words) or any(
        lemma(t) in words.figure_nouns or (t.lower_ == "them" and t.head.lower_ == "of")
        for t in tokens
    )
    matter = thread.figures_before(index) if counts and back else None
    if matter is None:
        return _empty(content)
    empty = _empty(content)
    return replace(empty, type=matter.type, predicate=matter.predicate, objects=matter.objects)


def _referring(index: int, done: dict[int, Framed], thread: Thread, context: Context) -> ClaimFrame:
    """Read "we did no such thing", "her version is a lie" as the claim rejected, negated."""
    earlier = thread.rejected_by(index) if rejects(index, thread, context) else None
    if earlier is None or earlier not in done:
        return _figures(index, thread, context)
    content = thread.attributions[index].content
    return replace(
        done[earlier].frames[0],
        start=content.start,
        end=content.end,
        polarity=Polarity.NEGATIVE,
        modality=Modality.ASSERTED,
        holder=None,
        updates=False,
    )
