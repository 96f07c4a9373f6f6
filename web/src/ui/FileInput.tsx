/** What asks the browser for a file, behind a button of ours. */
import type { RefObject } from "react";

interface FileInputProps {
  input: RefObject<HTMLInputElement | null>;
  /** Endings or media types that the browser offers. */
  accepted: string;
  onFiles: (files: FileList | null) => void;
}

export function FileInput({ input, accepted, onFiles }: FileInputProps) {
  return (
    <input
      ref={input}
      type="file"
      accept={accepted}
      hidden
      onChange={(event) => {
        onFiles(event.target.files);
        // The same file may be chosen again.
        event.target.value = "";
      }}
    />
  );
}
