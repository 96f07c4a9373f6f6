/** The library's dialog for pages that begin without one. */
import type { ModalProps } from "antd";
import { onceOpen } from "./later";

export const Modal = onceOpen<ModalProps>(async () => (await import("antd/es/modal")).default);
