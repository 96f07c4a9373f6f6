/** What can be done with a whole record: deleted, brought back, linked to. */
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { records } from "~/api/records";
import type { FormView, RecordData } from "~/api/types";
import { copyText } from "~/ui/copying";
import { useFeedback } from "~/ui/Feedback";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";

interface RecordActions {
  /** Asks, deletes, and offers to undo it. */
  remove: (record: RecordData, then: () => void) => void;
  restore: (id: number) => Promise<void>;
  copyLink: (id: number) => Promise<void>;
}

export function useRecordActions(form: FormView): RecordActions {
  const { t } = useTranslation("record");
  const { message, modal } = useFeedback();
  const queries = useQueryClient();
  const app = useCurrentApp().key;
  const forget = () => queries.invalidateQueries({ queryKey: keys.records(app, form.key) });

  async function restore(id: number): Promise<void> {
    try {
      await records.restore(app, form.key, id);
      await forget();
      void message.success(t("restored"));
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    }
  }

  async function removeNow(record: RecordData, title: string, then: () => void): Promise<void> {
    try {
      await records.remove(app, form.key, record.id);
      then();
      await forget();
      const key = `removed-${record.id}`;
      const undo = () => {
        message.destroy(key);
        void restore(record.id);
      };
      void message.success({
        key,
        duration: 8,
        content: (
          <>
            {t("removed", { title })}
            <Button type="link" size="small" onClick={undo}>
              {t("undo")}
            </Button>
          </>
        ),
      });
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    }
  }

  return {
    restore,
    remove: (record, then) => {
      const title = record.title || t("untitled");
      modal.confirm({
        title: t("delete_confirm.title", { title }),
        content: t("delete_confirm.text"),
        okText: t("delete_confirm.go"),
        okButtonProps: { danger: true },
        cancelText: t("delete_confirm.stay"),
        onOk: () => removeNow(record, title, then),
      });
    },
    copyLink: async (id) => {
      await copyText(new URL(addresses.record(app, form.key, id), window.location.origin).href);
      void message.success(t("copied"));
    },
  };
}
