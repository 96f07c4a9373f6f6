/** What can be done with the comments of a record: said, said otherwise, taken away and brought back. */
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { type Comment, discussions, type ShownPart } from "~/api/discussions";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { useFeedback } from "~/ui/Feedback";
import { useCurrentApp } from "../AppContext";
import { written } from "./parts";

const UNDO_SECONDS = 8;

export interface Discussion {
  add: (parts: readonly ShownPart[], replyTo: number | null, once: string) => Promise<void>;
  edit: (comment: Comment, parts: readonly ShownPart[]) => Promise<void>;
  remove: (comment: Comment) => Promise<void>;
}

export function useDiscussion(form: string, id: number): Discussion {
  const { t } = useTranslation("discussion");
  const app = useCurrentApp().key;
  const queries = useQueryClient();
  const { message } = useFeedback();

  const look = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: keys.timeline(app, form, id) });
    void queries.invalidateQueries({ queryKey: keys.followers(app, form, id) });
  };
  const undoable = (name: string, said: string, undo: () => Promise<unknown>): void => {
    const key = `comment-${name}`;
    const back = async (): Promise<void> => {
      message.destroy(key);
      try {
        await undo();
        await look();
      } catch (thrown) {
        void message.error(sentenceOf(thrown));
      }
    };
    void message.success({
      key,
      duration: UNDO_SECONDS,
      content: (
        <>
          {said}
          <Button type="link" size="small" onClick={() => void back()}>
            {t("undo")}
          </Button>
        </>
      ),
    });
  };

  return {
    add: async (parts, replyTo, once) => {
      await discussions.add(app, form, id, written(parts), replyTo, once);
      await look();
    },
    edit: async (comment, parts) => {
      const before = comment.body ?? [];
      await discussions.edit(app, form, id, comment.id, written(parts));
      await look();
      undoable(`edited-${comment.id}`, t("saved"), () =>
        discussions.edit(app, form, id, comment.id, written(before)),
      );
    },
    remove: async (comment) => {
      try {
        await discussions.remove(app, form, id, comment.id);
        await look();
        undoable(`removed-${comment.id}`, t("removed"), () => discussions.restore(app, form, id, comment.id));
      } catch (thrown) {
        void message.error(sentenceOf(thrown));
      }
    },
  };
}
