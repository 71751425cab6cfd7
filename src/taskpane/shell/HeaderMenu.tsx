import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { AddSquareRegular, ArrowClockwiseRegular, ArrowUndoRegular, FolderOpenRegular, MoreHorizontalRegular, SignOutRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { paneWords } from "../../wording/pane";

const words = paneWords.shell;

export type MenuCommand = "newSheet" | "openFile" | "undoLastChange" | "refreshContacts" | "signOut";

interface Props {
  /** There is something of ours in the sheet to take back. */
  readonly canUndo: boolean;
  readonly onCommand: (command: MenuCommand) => void;
}

/** Commands that belong to no screen. */
export function HeaderMenu({ canUndo, onCommand }: Props): ReactElement {
  return (
    <Menu>
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
          <MenuItem icon={<SignOutRegular />} onClick={() => onCommand("signOut")}>
            {words.signOut}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
