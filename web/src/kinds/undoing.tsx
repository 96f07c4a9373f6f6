/** Says what was just done, with a way back while it is read. */
import { Button } from "antd";
import { useCallback } from "react";
import { useFeedback } from "~/ui/Feedback";

/** In seconds. */
const READ = 6;

/** What is told of the same thing, by its key, takes the place of what was told before. */
export function useUndoing(word: string): (key: string, text: string, back: () => void) => void {
  const { message } = useFeedback();
  return useCallback(
    (key, text, back) => {
      void message.success({
        key,
        duration: READ,
        content: (
          <>
            {text}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key);
                back();
              }}
            >
              {word}
            </Button>
          </>
        ),
      });
    },
    [message, word],
  );
}
