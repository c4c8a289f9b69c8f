"""What sorts of things a noun phrase may stand for."""

from __future__ import annotations

import re

from spacy.tokens import Token

from importer.frame.noun_phrases import HE, IT, THEY, WE, descend, mention_party, party_of
from importer.frame.scene import Context, lemma

_OWNED = frozenset({"civilian", "equipment", "munition"})
_LAND = frozenset({"area", "place", "river"})
"""What a share can be a share of as land: "half of the town", not "half of its rockets"."""
_PEOPLE = frozenset({"force", "civilian", "person"})
_MODEL = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,3}[A-Z]{0,3}s?")
"""What aircraft, tanks and launchers are called by: "Su-34", "T-90M", "S-400s"."""


def sorts(token: Token, context: Context) -> frozenset[str]:
    """Return the sorts of things that the phrase headed by the token may be."""
    head = descend(token, context)
    found = set(_listed(head, context))
    cargo = _cargo(head, context)
    if cargo:
        return cargo
    if head != token and token.pos_ != "NUM" and (not found or found & _LAND):
        found |= context.scene.lexicon.sorts_of.get(lemma(token), frozenset()) & {"area", "place"}
    if head.pos_ == "PRON":
        return frozenset(found | _pronoun_sorts(head, context))
    if head.pos_ == "NUM" or (lemma(head) in context.scene.words.counts and not found):
        return frozenset(found) | (context.earlier or _PEOPLE)
    if "-" in head.text and _MODEL.fullmatch(head.text):
        found.add("equipment")
    if head.pos_ == "PROPN" or head.ent_type_ in ("GPE", "LOC", "FAC", "PERSON"):
        found |= _name_sorts(head, context)
    elif mention_party(head, context) is not None and not found & {
        "civilian",
        "equipment",
        "munition",
    }:
        found.add("force")
    if "force" in found and "civilian" in found and party_of(token, context) is not None:
        found.discard("civilian")
    return frozenset(found)


def _listed(token: Token, context: Context) -> frozenset[str]:
    """Return the sorts that the lexicon has a noun under, also "Shaheds", a name in the plural."""
    sorts_of = context.scene.lexicon.sorts_of
    found = sorts_of.get(lemma(token), frozenset())
    if found or token.tag_ != "NNPS":
        return found
    return sorts_of.get(lemma(token).removesuffix("s"), frozenset())


def _cargo(token: Token, context: Context) -> frozenset[str]:
    """Return the sorts of what a truck or ship carries: "200 lorries of flour", "aid convoys"."""
    if lemma(token) not in context.scene.words.containers:
        return frozenset()
    sorts_of = context.scene.lexicon.sorts_of
    carried = [c for c in token.children if c.dep_ in ("compound", "amod")]
    carried += [
        p
        for c in token.children
        if c.dep_ == "prep" and c.lower_ in ("of", "with", "carrying")
        for p in c.children
    ]
    found: frozenset[str] = frozenset()
    for noun in carried:
        found |= sorts_of.get(lemma(noun), frozenset()) & {"aid", "supply", "service"}
    return found


def _pronoun_sorts(token: Token, context: Context) -> frozenset[str]:
    word = token.lower_
    if word in WE:
        return frozenset({"force"}) if context.we else frozenset({"civilian"})
    if word in THEY:
        return frozenset({"force"}) if party_of(token, context) else _PEOPLE
    if word in IT:
        acts = token.dep_ in ("nsubj", "nsubjpass") and party_of(token, context) is not None
        taken = {"place"} if token.dep_ in ("dobj", "obj") else set()
        return frozenset({"state", *taken, *({"force"} if acts else ())})
    if word in ("everyone", "everybody", "someone", "anyone"):
        return _PEOPLE
    if word in HE:
        return frozenset({"person"})
    return frozenset()


def _name_sorts(token: Token, context: Context) -> frozenset[str]:
    if mention_party(token, context) is not None:
        return frozenset({"force"})
    if context.scene.is_place(context.offset(token)):
        name = token.doc[token.i].lower_
        return frozenset({"place", "river"}) if name == "river" else frozenset({"place"})
    if token.ent_type_ in ("GPE", "LOC", "FAC"):
        return frozenset({"place"})
    if token.ent_type_ == "PERSON":
        return frozenset({"person", "leader"})
    return frozenset()
