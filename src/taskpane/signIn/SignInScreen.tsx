import { Button, Field, Input, MessageBar, MessageBarBody, Spinner, Subtitle1, Text, makeStyles, tokens } from "@fluentui/react-components";
import { EyeOffRegular, EyeRegular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import type { ReactElement, SyntheticEvent } from "react";
import type { SessionSnapshot } from "../../client/session";
import { paneWords } from "../../wording/pane";
import { ProblemBar } from "../common/ProblemBar";
import { toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import type { SystemState } from "../shell/systemStore";
import { TroubleSigningIn } from "./TroubleSigningIn";

const words = paneWords.signIn;

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL, maxWidth: "420px" },
});

interface Props {
  readonly session: SessionSnapshot;
  readonly signIn: (username: string, password: string) => Promise<void>;
  readonly system: Pick<SystemState, "info">;
  /** Opens the manual at what it says about one trouble. */
  readonly onHelp: (anchor: string) => void;
}

type State = { readonly kind: "idle" } | { readonly kind: "working" } | { readonly kind: "failed"; readonly problem: PaneProblem };

/** Signing in with the person's own NMRS account. */
export function SignInScreen({ session, signIn, system, onHelp }: Props): ReactElement {
  const styles = useStyles();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [isShown, setShown] = useState(false);
  const [missing, setMissing] = useState<{ username: boolean; password: boolean }>({ username: false, password: false });
  const [state, setState] = useState<State>({ kind: "idle" });
  const usernameInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  async function submit(): Promise<void> {
    const gaps = { username: username.trim() === "", password: password === "" };
    setMissing(gaps);
    if (gaps.username) usernameInput.current?.focus();
    else if (gaps.password) passwordInput.current?.focus();
    if (gaps.username || gaps.password) return;
    setState({ kind: "working" });
    try {
      await signIn(username.trim(), password);
    } catch (error) {
      setState({ kind: "failed", problem: toProblem(error) });
      setPassword("");
      passwordInput.current?.focus();
      return;
    }
    if (isHere.current) setState({ kind: "idle" });
  }

  const isWorking = state.kind === "working";
  return (
    <form
      className={styles.form}
      aria-label={words.title}
      noValidate
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        if (!isWorking) void submit();
      }}
    >
      <Subtitle1 as="h1">{words.title}</Subtitle1>
      <Text>{words.lead}</Text>
      {session.ended !== null && state.kind === "idle" && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{words.ended[session.ended]}</MessageBarBody>
        </MessageBar>
      )}
      {session.elsewhere !== null && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{words.elsewhere(session.elsewhere.displayName)}</MessageBarBody>
        </MessageBar>
      )}
      {state.kind === "failed" && <ProblemBar problem={state.problem} />}
      <Field label={words.username} {...(missing.username && { validationMessage: words.usernameMissing })}>
        <Input
          ref={(element: HTMLInputElement | null) => {
            usernameInput.current = element;
          }}
          value={username}
          onChange={(_, data) => setUsername(data.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={50}
        />
      </Field>
      <Field label={words.password} {...(missing.password && { validationMessage: words.passwordMissing })}>
        <Input
          ref={(element: HTMLInputElement | null) => {
            passwordInput.current = element;
          }}
          type={isShown ? "text" : "password"}
          value={password}
          onChange={(_, data) => setPassword(data.value)}
          autoComplete="current-password"
          maxLength={500}
          contentAfter={
            <Button
              appearance="transparent"
              size="small"
              icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
              aria-label={isShown ? words.hidePassword : words.showPassword}
              onClick={() => setShown(!isShown)}
            />
          }
        />
      </Field>
      <Button type="submit" appearance="primary" disabledFocusable={isWorking} {...(isWorking && { icon: <Spinner size="tiny" /> })}>
        {isWorking ? words.working : words.submit}
      </Button>
      <Text size={200}>{words.functionsToo}</Text>
      <TroubleSigningIn problem={state.kind === "failed" ? state.problem : null} system={system} onHelp={onHelp} />
    </form>
  );
}
