/** What every editor of a setting of a flow is given. */
import type { ComponentType } from "react";
import type { Schema } from "~/api/kinds";
import type { Setting } from "../../design/settings/schema";
import type { Json, JsonObject } from "../../document/json";
import type { Place } from "../../document/place";

export interface ValueProps {
  setting: Setting;
  root: Schema;
  /** The kind with its family whose setting it is, and the setting that it is a part of. */
  kind: string;
  part?: string;
  /** What has the setting. */
  holder: JsonObject;
  /** Where the setting stands in the definition, as far as that has names. */
  place: Place;
  /** `typed` while letters follow one another. */
  onChange: (value: Json | undefined, typed?: boolean) => void;
  onDone: () => void;
}

/** What edits the settings of its own parts. */
export interface HoldingProps extends ValueProps {
  Editor: ComponentType<ValueProps>;
}

export function withMember(holder: JsonObject, name: string, value: Json | undefined): JsonObject {
  const { [name]: _, ...rest } = holder;
  return value === undefined ? rest : { ...rest, [name]: value };
}
