/** A list of options with what can be asked about each: where it is used, and to be removed with its uses. */
import { useState } from "react";
import type { Part } from "~/api/uses";
import type { Json } from "../../document/json";
import type { Place } from "../../document/place";
import { useDesign } from "../DesignContext";
import { useUses } from "../uses/UsesContext";
import { UsesDialog } from "../uses/UsesDialog";
import { OptionsEditor } from "./OptionsEditor";

interface OptionListProps {
  place: Place;
  value: Json | undefined;
  isTree: boolean;
  /** Whose options they are. */
  owner: Part;
}

export function OptionList({ place, value, isTree, owner }: OptionListProps) {
  const { run, store, locale } = useDesign();
  const uses = useUses();
  const [looking, setLooking] = useState<{ option: string; called: string } | null>(null);
  const done = (): void => store.settle();
  return (
    <>
      <OptionsEditor
        place={place}
        value={value}
        locale={locale}
        isTree={isTree}
        isFixed={false}
        onUses={(option, called) => setLooking({ option, called })}
        onRemove={(option, called) =>
          uses.remove({
            parts: [{ ...owner, option }],
            name: called,
            what: "remove_option",
            onGone: done,
          })
        }
        onEdit={(what, option, edits, together) => run(what, option, edits, together)}
        onDone={done}
      />
      {looking ? (
        <UsesDialog
          part={{ ...owner, option: looking.option }}
          name={looking.called}
          onClose={() => setLooking(null)}
        />
      ) : null}
    </>
  );
}
