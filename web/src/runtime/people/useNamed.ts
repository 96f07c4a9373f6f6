/** Positions and groups: all of them, by name. */
import { useQuery } from "@tanstack/react-query";
import { keys } from "~/api/keys";
import { organisation } from "~/api/organisation";

export const usePositions = () =>
  useQuery({ queryKey: keys.positions, queryFn: ({ signal }) => organisation.positions(signal) });

/** `wanted`: not before somebody asks. */
export const useGroups = (wanted = true) =>
  useQuery({
    queryKey: keys.groups,
    queryFn: ({ signal }) => organisation.groups(signal),
    enabled: wanted,
  });
