/** What the conditions of a page read and only the server knows. */
import { useQuery } from "@tanstack/react-query";
import { may } from "~/api/apps";
import { keys } from "~/api/keys";
import { records } from "~/api/records";
import type { FormView, PageView, RecordData } from "~/api/types";
import { useCurrentApp } from "../AppContext";
import type { Environment } from "../form/environment";

const SLOT = '"slot"';
const NOTHING: Environment = {};

/** Asked only where a condition needs it; whoever is not told sees what depends on it. */
export function usePageSlots(page: PageView, form: FormView, record: RecordData): Environment {
  const app = useCurrentApp().key;
  const needed = JSON.stringify(page.trees).includes(SLOT) && may(form, "edit") && !record.deleted_at;
  const answer = useQuery({
    enabled: needed,
    retry: false,
    queryKey: [...keys.record(app, form.key, record.id), "slots", record.version],
    queryFn: () => records.validate(app, form.key, record.id, {}),
  });
  return answer.data?.slots ?? NOTHING;
}
