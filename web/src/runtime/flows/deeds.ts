/** What can be done with a task or a flow, as far as the server says so. */
import type { Instance, OwnTask } from "~/api/flows";

export type Deed =
  | "approve"
  | "reject"
  | "return"
  | "transfer"
  | "delegate"
  | "add-signer"
  | "withdraw"
  | "remind"
  | "resubmit"
  | "comment"
  | "take-back"
  | "retry"
  | "replace-approver"
  | "jump"
  | "terminate";

/** What only those may do who look after the flow. */
export const ADMINISTRATIVE: ReadonlySet<Deed> = new Set(["retry", "replace-approver", "jump", "terminate"]);

/** What is done with a task, by the name that the node knows it by. */
const BY_OPERATION: readonly (readonly [string, Deed])[] = [
  ["return", "return"],
  ["transfer", "transfer"],
  ["delegate", "delegate"],
  ["add_signer", "add-signer"],
];

/** What is decided with a task, the usual first. */
export function decisionsOf(task: OwnTask | undefined): Deed[] {
  if (!task) return [];
  if (task.kind === "start") return ["resubmit"];
  return task.may_reject || task.is_advice ? ["approve", "reject"] : ["approve"];
}

/** What else: with the task first, then with the flow as a whole. */
export function othersOf(instance: Instance, task: OwnTask | undefined): Deed[] {
  const found = BY_OPERATION.flatMap(([operation, deed]) =>
    task?.operations?.includes(operation) && (deed !== "return" || task.targets.length > 0) ? [deed] : [],
  );
  const has = (operation: string): boolean => instance.operations.includes(operation);
  if (instance.take_back.length > 0) found.push("take-back");
  if (has("remind")) found.push("remind");
  if (has("withdraw")) found.push("withdraw");
  if (has("resubmit")) found.push("resubmit");
  if (has("comment")) found.push("comment");
  if (has("retry") && instance.incidents.length > 0) found.push("retry");
  if (has("replace_approver") && instance.waiting.length + instance.incidents.length > 0)
    found.push("replace-approver");
  if (has("jump") && instance.standing.length > 0) found.push("jump");
  if (has("terminate")) found.push("terminate");
  return found;
}

/** What the word of a deed is, which depends on what the task asks for. */
export function wordOf(deed: Deed, task: OwnTask | undefined): string {
  if (deed === "approve" && task?.is_advice) return "agree";
  if (deed === "reject" && task?.is_advice) return "disagree";
  return deed === "approve" && task?.may_reject === false ? "complete" : deed;
}

/** Whether whoever does this must say why. */
export function needsComment(deed: Deed, task: OwnTask | undefined): boolean {
  if (deed === "comment" || deed === "terminate") return true;
  if (task?.comment === "always") return deed === "approve" || deed === "reject" || deed === "return";
  return task?.comment === "rejection" && (deed === "reject" || deed === "return");
}

/** Whether whoever does this signs by hand. */
export function needsSignature(deed: Deed, task: OwnTask | undefined, where: string): boolean {
  if (!task?.signature || task.is_advice) return false;
  return deed === "approve" || (deed === "add-signer" && where === "after");
}
