/** A record of a list by its name: a click opens it here, one with a key held where the browser opens links. */
import type { ReactNode } from "react";
import type { ListAccess } from "./defineView";

interface RecordAnchorProps {
  list: ListAccess;
  id: number;
  className: string | undefined;
  title?: string | undefined;
  tabIndex?: number;
  children: ReactNode;
}

export function RecordAnchor({ list, id, className, title, tabIndex, children }: RecordAnchorProps) {
  return (
    <a
      href={list.addressOf(id)}
      className={className}
      title={title}
      tabIndex={tabIndex}
      draggable={false}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        list.open(id);
      }}
    >
      {children}
    </a>
  );
}
