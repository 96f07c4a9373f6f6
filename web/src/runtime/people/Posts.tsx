/** Where a person belongs and what they are there: the main department first, then any number of others. */
import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Department, PersonChange, Position } from "~/api/organisation";
import { departmentOptions, NamedSelect, positionOptions } from "./NamedSelect";
import styles from "./PeoplePage.module.css";
import { type Place, postsOf } from "./posts";

interface PostsProps {
  given: PersonChange;
  departments: readonly Department[];
  positions: readonly Position[];
  onChange: (change: PersonChange) => void;
}

export function Posts({ given, departments, positions, onChange }: PostsProps) {
  const { t } = useTranslation("people");
  const id = useId();
  const others = postsOf(given);
  const taken = new Set([given.department, ...others.map(({ department }) => department)]);
  const offered = (own: number | null) =>
    departmentOptions(departments).filter(({ value }) => value === own || !taken.has(value));
  const set = (next: readonly Place[]): void =>
    onChange({
      departments: next.map(({ department }) => department),
      positions: next.flatMap(({ department, position }) =>
        position === null ? [] : [{ department, position }],
      ),
    });
  const change = (at: number, part: Partial<Place>): void =>
    set(others.map((one, place) => (place === at ? { ...one, ...part } : one)));

  return (
    <>
      <label htmlFor={`${id}-department`}>{t("department")}</label>
      <div className={styles.post}>
        <NamedSelect
          id={`${id}-department`}
          label={t("department")}
          value={given.department ?? null}
          placeholder={t("no_department")}
          options={offered(given.department ?? null)}
          onChange={(department) => onChange({ department })}
        />
        <NamedSelect
          label={t("position")}
          value={given.position ?? null}
          placeholder={t("position")}
          options={positionOptions(positions, given.position ?? null)}
          onChange={(position) => onChange({ position })}
        />
      </div>
      <span>{t("other_departments")}</span>
      <div className={styles.posts}>
        {others.map(({ department, position }, at) => (
          <div key={department} className={styles.post}>
            <NamedSelect
              label={t("other_department", { number: at + 1 })}
              value={department}
              placeholder={t("department")}
              options={offered(department)}
              onChange={(next) =>
                next === null
                  ? set(others.filter((_, place) => place !== at))
                  : change(at, { department: next })
              }
            />
            <NamedSelect
              label={t("other_position", { number: at + 1 })}
              value={position}
              placeholder={t("position")}
              options={positionOptions(positions, position)}
              onChange={(next) => change(at, { position: next })}
            />
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("other_remove", { number: at + 1 })}
              onClick={() => set(others.filter((_, place) => place !== at))}
            />
          </div>
        ))}
        <NextDepartment
          options={offered(null)}
          onChoose={(department) => set([...others, { department, position: null }])}
          key={others.length}
        />
      </div>
    </>
  );
}

interface NextDepartmentProps {
  options: ReturnType<typeof departmentOptions>;
  onChoose: (department: number) => void;
}

function NextDepartment({ options, onChoose }: NextDepartmentProps) {
  const { t } = useTranslation("people");
  return (
    <div className={styles.post}>
      <NamedSelect
        label={t("other_add")}
        value={null}
        placeholder={t("other_add")}
        options={options}
        onChange={(department) => department !== null && onChoose(department)}
      />
    </div>
  );
}
