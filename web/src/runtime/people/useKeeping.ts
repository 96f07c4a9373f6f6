/** Which position or group is open, and saving it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { useFeedback } from "~/ui/Feedback";

interface Deeds<Item, Change> {
  add: (change: Change) => Promise<unknown>;
  change: (item: Item, change: Change) => Promise<unknown>;
  forgotten: readonly string[];
}

/** `open` is null for nothing, and has no `item` for a new one. */
export function useKeeping<Item, Change>({ add, change, forgotten }: Deeds<Item, Change>) {
  const { t } = useTranslation("people");
  const { message } = useFeedback();
  const cache = useQueryClient();
  const [open, setOpen] = useState<{ item: Item | null } | null>(null);
  const saving = useMutation({
    mutationFn: (given: Change) => (open?.item ? change(open.item, given) : add(given)),
    onSuccess: async () => {
      setOpen(null);
      void message.success(t("saved"));
      await Promise.all([
        cache.invalidateQueries({ queryKey: forgotten }),
        cache.invalidateQueries({ queryKey: keys.people }),
      ]);
    },
  });
  return {
    open,
    show: (item: Item | null): void => {
      saving.reset();
      setOpen({ item });
    },
    common: {
      busy: saving.isPending,
      error: saving.error ? sentenceOf(saving.error) : null,
      onSave: (given: Change) => saving.mutate(given),
      onClose: () => setOpen(null),
    },
  };
}
