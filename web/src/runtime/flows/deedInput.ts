/** What is chosen for a decision before it is made, whether it suffices, and what is sent of it. */
import type { Instance, Keyed, OwnTask } from "~/api/flows";
import type { Titled } from "~/api/types";
import type { Deed } from "./deeds";

export interface Asked {
  to: number | null;
  people: readonly Titled[];
  target: string | null;
  where: "before" | "after" | "beside";
  rule: "all" | "any";
  resubmission: "rerun" | "direct";
  /** For later steps that leave the choice to whoever decides before them. */
  chosen: Readonly<Record<string, readonly Titled[]>>;
  /** The token of the branch that jumps; the whole flow without one. */
  branch: number | null;
  /** Whose task goes to another. */
  spot: string | null;
}

/** A task that can be given to another, or a step at which nobody was found. */
export interface Spot {
  key: string;
  person: string | null;
  node: string;
  sent: { task: number } | { visit: number };
}

const ids = (people: readonly Titled[]): number[] => people.map(({ id }) => id);

export function spotsOf(instance: Instance): readonly Spot[] {
  const held = new Set(instance.waiting.map(({ node }) => node.key));
  return [
    ...instance.incidents
      .filter(({ node }) => !held.has(node.key))
      .map(({ visit, node }) => ({ key: `visit ${visit}`, person: null, node: node.title, sent: { visit } })),
    ...instance.waiting.map(({ task, node, owner }) => ({
      key: `task ${task}`,
      person: owner.title,
      node: node.title,
      sent: { task },
    })),
  ];
}

export function placesToJump(instance: Instance, { branch }: Asked): readonly Keyed[] {
  const [only, ...others] = instance.standing;
  const from = branch ?? (others.length === 0 ? only?.token : undefined);
  const targets = instance.standing.find(({ token }) => token === from)?.targets ?? instance.whole;
  const here = new Set(instance.standing.map(({ node }) => node.key));
  return targets.filter(({ key }) => !here.has(key));
}

export function isComplete(deed: Deed, given: Asked, instance: Instance): boolean {
  switch (deed) {
    case "transfer":
    case "delegate":
    case "replace-approver":
      return given.to !== null;
    case "jump":
      return placesToJump(instance, given).some(({ key }) => key === given.target);
    default:
      return deed !== "add-signer" || given.people.length > 0;
  }
}

/** What is sent of it. */
export function sentOf(deed: Deed, given: Asked, task: OwnTask | undefined, instance: Instance): object {
  switch (deed) {
    case "transfer":
    case "delegate":
      return { to: given.to };
    case "return":
      return {
        to: given.target,
        ...(task?.resubmission === "choose" ? { resubmission: given.resubmission } : {}),
      };
    case "add-signer":
      return { where: given.where, people: ids(given.people), rule: given.rule };
    case "approve": {
      const chosen = Object.entries(given.chosen).filter(([, people]) => people.length > 0);
      return chosen.length > 0
        ? { chosen: Object.fromEntries(chosen.map(([node, people]) => [node, ids(people)])) }
        : {};
    }
    case "comment":
      return { people: ids(given.people) };
    case "replace-approver":
      return { to: given.to, ...spotsOf(instance).find(({ key }) => key === given.spot)?.sent };
    case "jump": {
      const [only, ...others] = instance.standing;
      const token = given.branch ?? (others.length === 0 ? only?.token : undefined);
      return { to: given.target, seen: instance.moves, ...(token === undefined ? {} : { token }) };
    }
    case "take-back":
      return { task: instance.take_back[0]?.task };
    case "terminate":
      return { seen: instance.moves };
    case "retry":
      return { visit: instance.incidents[0]?.visit };
    default:
      return {};
  }
}
