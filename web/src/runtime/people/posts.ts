/** The departments beside the main one, each with what the person is there. */
import type { PersonChange } from "~/api/organisation";

export interface Place {
  department: number;
  position: number | null;
}

export function postsOf({ departments = [], positions = [] }: PersonChange): Place[] {
  return departments.map((department) => ({
    department,
    position: positions.find((post) => post.department === department)?.position ?? null,
  }));
}
