import { Button, Menu, MenuGroup, MenuGroupHeader, MenuItem, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { AddSquareRegular, ArrowClockwiseRegular, ArrowUndoRegular, FolderOpenRegular, MoreHorizontalRegular, SettingsRegular, SignOutRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { languageNames, languages } from "../../wording/language";
import type { LanguageCode } from "../../wording/language";
import { paneWords } from "../../wording/pane";
import { languageWords } from "../../wording/paneLanguage";

const words = paneWords.shell;

export type MenuCommand = "newSheet" | "openFile" | "undoLastChange" | "refreshContacts" | "signOut";

interface Props {
  /** There is something of ours in the sheet to take back. */
  readonly canUndo: boolean;
  readonly onCommand: (command: MenuCommand) => void;
  readonly onSettings: () => void;
  readonly language: LanguageCode;
  readonly onLanguage: (chosen: LanguageCode) => void;
}

/** Commands that belong to no screen. */
export function HeaderMenu({ canUndo, language, onCommand, onLanguage, onSettings }: Props): ReactElement {
  return (
    <Menu checkedValues={{ language: [language] }} onCheckedValueChange={(_, { checkedItems: [code] }) => onLanguage(languages.find((known) => known === code) ?? "en")}>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={words.menu} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<AddSquareRegular />} onClick={() => onCommand("newSheet")}>
            {words.newSheet}
          </MenuItem>
          <MenuItem icon={<FolderOpenRegular />} onClick={() => onCommand("openFile")}>
            {words.openFile}
          </MenuItem>
          <MenuItem icon={<ArrowUndoRegular />} disabled={!canUndo} {...(!canUndo && { subText: words.undoNothing })} onClick={() => onCommand("undoLastChange")}>
            {words.undo}
          </MenuItem>
          <MenuItem icon={<ArrowClockwiseRegular />} onClick={() => onCommand("refreshContacts")}>
            {words.refresh}
          </MenuItem>
          <MenuGroup>
            <MenuGroupHeader>{languageWords.title}</MenuGroupHeader>
            {languages.map((code) => (
              <MenuItemRadio key={code} name="language" value={code} lang={code}>
                {languageNames[code]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuItem icon={<SettingsRegular />} onClick={onSettings}>
            {words.settings}
          </MenuItem>
          <MenuItem icon={<SignOutRegular />} onClick={() => onCommand("signOut")}>
            {words.signOut}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
