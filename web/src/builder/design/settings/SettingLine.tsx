/** A setting with its name above, what it means and what is wrong with it below. */
import type { ReactNode } from "react";
import { told } from "~/api/problem";
import type { Place } from "../../document/place";
import { samePlace, startsWith } from "../../document/place";
import styles from "../Design.module.css";
import { type PlacedProblem, useProblems } from "../problems";

interface SettingLineProps {
  id?: string;
  name: string;
  help?: string;
  place?: Place;
  /** Beside the name, for switches. */
  control?: ReactNode;
  children?: ReactNode;
}

export function useProblemsAt(place: Place): readonly PlacedProblem[] {
  return useProblems().filter((one) => startsWith(one.place, place));
}

export function SettingLine({ id, name, help, place, control, children }: SettingLineProps) {
  return (
    <div className={styles.setting} data-beside={control !== undefined || undefined}>
      <div className={styles.settingHead}>
        <label htmlFor={id} className={styles.settingLabel}>
          {name}
        </label>
        {control}
      </div>
      {children}
      {place ? <ProblemsAt place={place} /> : null}
      {help ? <p className={styles.settingHelp}>{help}</p> : null}
    </div>
  );
}

function ProblemsAt({ place }: { place: Place }) {
  const problems = useProblemsAt(place).filter((one) => samePlace(one.place, place));
  return problems.map(({ issue }) => (
    <p key={issue.code} className={styles.settingProblem} data-severity={issue.severity}>
      {told(issue)}
    </p>
  ));
}
