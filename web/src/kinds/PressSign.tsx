/** The sign before a button's words, apart from the page since few lists have one. */
import {
  CaretRightOutlined,
  CheckOutlined,
  ExportOutlined,
  PhoneOutlined,
  PlusOutlined,
  SendOutlined,
  StarOutlined,
  StopOutlined,
  UndoOutlined,
  UserOutlined,
} from "@ant-design/icons";
import type { ComponentType } from "react";

const SIGNS: Readonly<Record<string, ComponentType>> = {
  check: CheckOutlined,
  stop: StopOutlined,
  play: CaretRightOutlined,
  undo: UndoOutlined,
  send: SendOutlined,
  person: UserOutlined,
  telephone: PhoneOutlined,
  star: StarOutlined,
  add: PlusOutlined,
  go: ExportOutlined,
};

export default function PressSign({ symbol }: { symbol: string }) {
  const Sign = SIGNS[symbol];
  return Sign ? <Sign aria-hidden /> : null;
}
