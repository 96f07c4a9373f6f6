/** The places that use a part of the draft as the server has it, asked for anew whenever that changes. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { keys } from "~/api/keys";
import { type Part, type Use, uses } from "~/api/uses";
import { isSaved } from "../../document/session";
import { useDraft } from "../DesignContext";
import { told } from "./usePlaces";

export function usePlacesOf(part: Part): readonly Use[] | undefined {
  const { app = "" } = useParams();
  const { session } = useDraft();
  const { data } = useQuery({
    queryKey: [...keys.draft(app), "uses", part, session.revision],
    queryFn: ({ signal }) => uses.of(app, part, signal),
    enabled: isSaved(session),
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return data && told(data.items);
}
