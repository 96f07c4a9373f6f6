/** What a person did, as one thing that is undone at once: some edits with their opposites. */

import { apply, type Edit, isRefusal, type Operation, type Refusal } from "./edit";
import { equal, type Json, listOf } from "./json";
import { WHOLE } from "./model";
import { missingOn, nameOf, type Place, read, samePlace } from "./place";

/** An edit that was made, and what takes it back. */
export interface Done {
  edit: Edit;
  opposite: Edit;
}

export interface Change {
  id: number;
  /** What it is called in "Undo …": a word of the builder's, and the name of what it was done to. */
  what: string;
  name: string;
  done: readonly Done[];
  operations: readonly Operation[];
  /** Changes of the same thing one after the other, such as the letters of a label, are undone together. */
  merges: string | null;
}

export interface Made {
  document: Json;
  done: readonly Done[];
  operations: readonly Operation[];
}

/** All edits, or none and the reason. */
export function applyAll(document: Json, edits: readonly Edit[]): Made | Refusal {
  let current = document;
  const done: Done[] = [];
  const operations: Operation[] = [];
  for (const edit of edits) {
    const applied = apply(current, edit);
    if (isRefusal(applied)) return applied;
    current = applied.document;
    done.push({ edit, opposite: applied.opposite });
    operations.push(...applied.operations);
  }
  return { document: current, done, operations };
}

/** What takes all of it back, the last edit first. */
export function reversed(done: readonly Done[]): readonly Done[] {
  return done.toReversed().map(({ edit, opposite }) => ({ edit: opposite, opposite: edit }));
}

/** What shows a field in a section: it is one thing wherever it stands, for somebody else may have moved it. */
const WANDERING = "cells";

/** The list in which a cell stands now, where `list` is that in which it stood. */
function homeOf(document: Json, list: Place, name: string): Place {
  const [holder, member] = list.slice(-2);
  if (member !== WANDERING || typeof holder !== "object") return list;
  const holders = list.slice(0, -2);
  const found = [holder.key, ...listOf(read(document, holders)).map((one) => nameOf(one) ?? "")]
    .map((key): Place => [...holders, { key }, member])
    .find((place) => read(document, [...place, { key: name }]) !== undefined);
  return found ?? list;
}

/** The edit as it is meant where its cell has moved on. */
function followed(document: Json, edit: Edit): Edit {
  if (edit.do === "move" || edit.do === "remove")
    return { ...edit, from: homeOf(document, edit.from, edit.name) };
  const [cell, member] = edit.do === "set" ? edit.at.slice(-2) : [];
  if (edit.do !== "set" || typeof cell !== "object" || member === undefined) return edit;
  return { ...edit, at: [...homeOf(document, edit.at.slice(0, -2), cell.key), cell, member] };
}

/** Why an edit cannot be made on a document that others have changed: what it would overwrite is no longer what the
 * person saw, or is gone. */
export interface Clash {
  why: "changed" | "gone" | "taken";
  at: Place;
  /** What the other one left there. */
  theirs: Json | undefined;
}

/** Whether a made edit can be made again on `document` without overwriting anything unseen: "idle" when somebody else
 * has done the same. */
export function judge(document: Json, { edit, opposite }: Done): Clash | "sound" | "idle" {
  switch (edit.do) {
    case "set": {
      const gone = missingOn(document, edit.at);
      if (gone) return { why: "gone", at: gone, theirs: undefined };
      const theirs = read(document, edit.at);
      if (equal(theirs, edit.value)) return "idle";
      const seen = opposite.do === "set" ? opposite.value : undefined;
      return equal(theirs, seen) ? "sound" : { why: "changed", at: edit.at, theirs };
    }
    case "insert": {
      const gone = missingOn(document, edit.into);
      if (gone) return { why: "gone", at: gone, theirs: undefined };
      const at = [...edit.into, { key: nameOf(edit.item) ?? "" }];
      const theirs = read(document, at);
      const name = nameOf(edit.item) ?? "";
      // The section that nobody made is laid out once, whoever needs it first.
      if (name === WHOLE && read(document, [...edit.into, { key: name }]) !== undefined) return "idle";
      const home = homeOf(document, edit.into, name);
      if (edit.into.at(-1) === WANDERING && read(document, [...home, { key: name }]) !== undefined)
        return "idle";
      // Two who add the same at the same time want two of it.
      return theirs === undefined ? "sound" : { why: "taken", at, theirs };
    }
    case "remove": {
      const at = [...edit.from, { key: edit.name }];
      const theirs = read(document, at);
      if (theirs === undefined) return "idle";
      const seen = opposite.do === "insert" ? opposite.item : undefined;
      return equal(theirs, seen) ? "sound" : { why: "changed", at, theirs };
    }
    case "move": {
      if (read(document, [...edit.from, { key: edit.name }]) === undefined) return "idle";
      const gone = missingOn(document, edit.into);
      if (gone) return { why: "gone", at: gone, theirs: undefined };
      const at = [...edit.into, { key: edit.name }];
      const theirs = samePlace(edit.into, edit.from) ? undefined : read(document, at);
      return theirs === undefined ? "sound" : { why: "taken", at, theirs };
    }
  }
}

/** A change made again on a document that others have changed. */
export function remake(document: Json, change: Change): Made | Clash {
  let current = document;
  const done: Done[] = [];
  const operations: Operation[] = [];
  for (const one of change.done) {
    const each = { ...one, edit: followed(current, one.edit) };
    const verdict = judge(current, each);
    if (verdict === "idle") continue;
    if (verdict !== "sound") return verdict;
    const applied = apply(current, each.edit);
    if (isRefusal(applied)) return { why: "gone", at: applied.at, theirs: undefined };
    current = applied.document;
    done.push({ edit: each.edit, opposite: applied.opposite });
    operations.push(...applied.operations);
  }
  return { document: current, done, operations };
}

export function isClash(outcome: Made | Clash): outcome is Clash {
  return "why" in outcome;
}
