/** Files on their way to the server, and the addresses at which they are found. */
import { i18n } from "~/words";
import { addressOf } from "./client";
import { offline, problemOf } from "./problem";
import { session } from "./session";

/** A file as fields hold it. */
export interface StoredFile {
  id: number;
  name: string;
  size: number;
  type: string;
  width?: number;
  height?: number;
}

export interface UploadOptions {
  /** Whether the server draws it anew as a picture. */
  picture?: boolean;
  /** How much of it has left, from 0 to 1. */
  onProgress?: (part: number) => void;
  signal?: AbortSignal;
}

export type PictureSize = "small" | "large";

/** Browsers tell of the progress of an upload only here; everything else goes through `api`. */
function send(file: File, { picture, onProgress, signal }: UploadOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", addressOf("/files", picture ? { picture: true } : {}));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Accept-Language", i18n.language);
    request.upload.onprogress = (event) => onProgress?.(event.total ? event.loaded / event.total : 0);
    request.onerror = () => reject(offline());
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    request.onload = () => {
      const type = request.getResponseHeader("content-type") ?? "";
      resolve(
        new Response(request.responseText, { status: request.status, headers: { "content-type": type } }),
      );
    };
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

export const files = {
  /** Sends a file; when the session has ended, again after the person has signed in. */
  upload: async (file: File, options: UploadOptions = {}): Promise<StoredFile> => {
    let response = await send(file, options);
    if (response.status === 401 && session.isOpen()) {
      await session.renewed();
      response = await send(file, options);
    }
    if (!response.ok) throw await problemOf(response);
    return (await response.json()) as StoredFile;
  },

  address: (id: number): string => addressOf(`/files/${id}`),

  picture: (id: number, size: PictureSize): string => addressOf(`/files/${id}/picture`, { size }),
};
