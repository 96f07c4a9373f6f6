/** Gives the focus back to where it was, once what took it away is gone. */
import { useEffect, useState } from "react";

export function useReturnedFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // After whatever closed it has done its work, and unless that put the focus somewhere else.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement && before.isConnected)
          before.focus({ preventScroll: true });
      });
    },
    [before],
  );
}
