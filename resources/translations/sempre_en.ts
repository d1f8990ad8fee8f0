<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Backup</name>
    <message numerus="yes">
        <source>Everything that was there is untouched; {n} files were handled before it stopped.</source>
        <translation>
            <numerusform>Everything that was there is untouched; {n} file was handled before it stopped.</numerusform>
            <numerusform>Everything that was there is untouched; {n} files were handled before it stopped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations were removed; the backup {path} holds all of them.</source>
        <translation>
            <numerusform>{n} conversation was removed; the backup {path} holds it.</numerusform>
            <numerusform>{n} conversations were removed; the backup {path} holds all of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CleanupDialog</name>
    <message numerus="yes">
        <source>Remove {n} conversations</source>
        <translation>
            <numerusform>Remove {n} conversation</numerusform>
            <numerusform>Remove {n} conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations of Sempre ({size}) would be removed from this computer.</source>
        <translation>
            <numerusform>{n} conversation of Sempre ({size}) would be removed from this computer.</numerusform>
            <numerusform>{n} conversations of Sempre ({size}) would be removed from this computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations removed</source>
        <translation>
            <numerusform>{n} conversation removed</numerusform>
            <numerusform>{n} conversations removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations removed, backup at {path}</source>
        <translation>
            <numerusform>{n} conversation removed, backup at {path}</numerusform>
            <numerusform>{n} conversations removed, backup at {path}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message numerus="yes">
        <source>Claude Code: deletes nothing; {n} transcripts are protected</source>
        <translation>
            <numerusform>Claude Code: deletes nothing; {n} transcript is protected</numerusform>
            <numerusform>Claude Code: deletes nothing; {n} transcripts are protected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Growth: {size} a day, over the last {n} days</source>
        <translation>
            <numerusform>Growth: {size} a day, over the last day</numerusform>
            <numerusform>Growth: {size} a day, over the last {n} days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It deletes {n} at its first start after {time}.</source>
        <translation>
            <numerusform>It deletes {n} at its first start after {time}.</numerusform>
            <numerusform>It deletes {n} at its first start after {time}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It deletes {n} at its next start.</source>
        <translation>
            <numerusform>It deletes {n} at its next start.</numerusform>
            <numerusform>It deletes {n} at its next start.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last error of {engine}: {when}, after {n} retries: {error}</source>
        <translation>
            <numerusform>Last error of {engine}: {when}, after {n} retry: {error}</numerusform>
            <numerusform>Last error of {engine}: {when}, after {n} retries: {error}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: {n} pieces, {size}; {path} tells which.</source>
        <translation>
            <numerusform>Left out: {n} piece, {size}; {path} tells which.</numerusform>
            <numerusform>Left out: {n} pieces, {size}; {path} tells which.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backup lacks {n} files that can't be read.</source>
        <translation>
            <numerusform>The backup lacks {n} file that can't be read.</numerusform>
            <numerusform>The backup lacks {n} files that can't be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} are due</source>
        <translation>
            <numerusform>{n} is due</numerusform>
            <numerusform>{n} are due</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes at {offset} are damaged ({reason}); they are kept in the file.</source>
        <translation>
            <numerusform>{n} byte at {offset} is damaged ({reason}); it is kept in the file.</numerusform>
            <numerusform>{n} bytes at {offset} are damaged ({reason}); they are kept in the file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes at {offset}: {reason}</source>
        <translation>
            <numerusform>{n} byte at {offset}: {reason}</numerusform>
            <numerusform>{n} bytes at {offset}: {reason}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} completed</source>
        <translation>
            <numerusform>{n} completed</numerusform>
            <numerusform>{n} completed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations</source>
        <translation>
            <numerusform>{n} conversation</numerusform>
            <numerusform>{n} conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations have damage; nothing was changed.</source>
        <translation>
            <numerusform>{n} conversation has damage; nothing was changed.</numerusform>
            <numerusform>{n} conversations have damage; nothing was changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations rebuilt from {prompts} prompts; their replies are lost.</source>
        <translation>
            <numerusform>{n} conversation rebuilt from {prompts} prompts; its replies are lost.</numerusform>
            <numerusform>{n} conversations rebuilt from {prompts} prompts; their replies are lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations removed; backup at {path}</source>
        <translation>
            <numerusform>{n} conversation removed; backup at {path}</numerusform>
            <numerusform>{n} conversations removed; backup at {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations were not exported.</source>
        <translation>
            <numerusform>{n} conversation was not exported.</numerusform>
            <numerusform>{n} conversations were not exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations would be removed ({size}).</source>
        <translation>
            <numerusform>{n} conversation would be removed ({size}).</numerusform>
            <numerusform>{n} conversations would be removed ({size}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} damaged lines</source>
        <translation>
            <numerusform>{n} damaged line</numerusform>
            <numerusform>{n} damaged lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files brought back</source>
        <translation>
            <numerusform>{n} file brought back</numerusform>
            <numerusform>{n} files brought back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files checked</source>
        <translation>
            <numerusform>{n} file checked</numerusform>
            <numerusform>{n} files checked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} known already</source>
        <translation>
            <numerusform>{n} known already</numerusform>
            <numerusform>{n} known already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} message</numerusform>
            <numerusform>{n} messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new conversations</source>
        <translation>
            <numerusform>{n} new conversation</numerusform>
            <numerusform>{n} new conversations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of Claude Code</source>
        <translation>
            <numerusform>{n} of Claude Code</numerusform>
            <numerusform>{n} of Claude Code</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of yours</source>
        <translation>
            <numerusform>{n} of yours</numerusform>
            <numerusform>{n} of yours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} prompts of older versions name no conversation and were left out.</source>
        <translation>
            <numerusform>{n} prompt of an older version names no conversation and was left out.</numerusform>
            <numerusform>{n} prompts of older versions name no conversation and were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} records</source>
        <translation>
            <numerusform>{n} record</numerusform>
            <numerusform>{n} records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} replies were cut off last time; what had arrived is kept.</source>
        <translation>
            <numerusform>{n} reply was cut off last time; what had arrived is kept.</numerusform>
            <numerusform>{n} replies were cut off last time; what had arrived is kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} that Claude Code has deleted</source>
        <translation>
            <numerusform>{n} that Claude Code has deleted</numerusform>
            <numerusform>{n} that Claude Code has deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} transcripts are protected</source>
        <translation>
            <numerusform>{n} transcript is protected</numerusform>
            <numerusform>{n} transcripts are protected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} unreadable</source>
        <translation>
            <numerusform>{n} unreadable</numerusform>
            <numerusform>{n} unreadable</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} unreadable files</source>
        <translation>
            <numerusform>{n} unreadable file</numerusform>
            <numerusform>{n} unreadable files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were there already</source>
        <translation>
            <numerusform>{n} was there already</numerusform>
            <numerusform>{n} were there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{percent} % lead from the last message back to the first; {n} records stand on other branches.</source>
        <translation>
            <numerusform>{percent} % lead from the last message back to the first; {n} record stands on another branch.</numerusform>
            <numerusform>{percent} % lead from the last message back to the first; {n} records stand on other branches.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message numerus="yes">
        <source>{n} messages were brought back by you.</source>
        <translation>
            <numerusform>{n} message was brought back by you.</numerusform>
            <numerusform>{n} messages were brought back by you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} older messages were recalled for your question.</source>
        <translation>
            <numerusform>{n} older message was recalled for your question.</numerusform>
            <numerusform>{n} older messages were recalled for your question.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message numerus="yes">
        <source>{n} replies are still being written.</source>
        <translation>
            <numerusform>{n} reply is still being written.</numerusform>
            <numerusform>{n} replies are still being written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>{n} bytes are damaged here; they are kept in the conversation's file.</source>
        <translation>
            <numerusform>{n} byte is damaged here; it is kept in the conversation's file.</numerusform>
            <numerusform>{n} bytes are damaged here; they are kept in the conversation's file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} message</numerusform>
            <numerusform>{n} messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>{n} conversations were written.</source>
        <translation>
            <numerusform>{n} conversation was written.</numerusform>
            <numerusform>{n} conversations were written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were not exported:</source>
        <translation>
            <numerusform>{n} was not exported:</numerusform>
            <numerusform>{n} were not exported:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>{n} hits</source>
        <translation>
            <numerusform>{n} hit</numerusform>
            <numerusform>{n} hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} hits so far…</source>
        <translation>
            <numerusform>{n} hit so far…</numerusform>
            <numerusform>{n} hits so far…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>{n} bytes</source>
        <translation>
            <numerusform>{n} byte</numerusform>
            <numerusform>{n} bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} h</source>
        <translation>
            <numerusform>{n} h</numerusform>
            <numerusform>{n} h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} h ago</source>
        <translation>
            <numerusform>{n} h ago</numerusform>
            <numerusform>{n} h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} min</source>
        <translation>
            <numerusform>{n} min</numerusform>
            <numerusform>{n} min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} min ago</source>
        <translation>
            <numerusform>{n} min ago</numerusform>
            <numerusform>{n} min ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message numerus="yes">
        <source>At the present growth the disk will be full in {n} days.</source>
        <translation>
            <numerusform>At the present growth the disk will be full in {n} day.</numerusform>
            <numerusform>At the present growth the disk will be full in {n} days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude Code will delete {n} transcripts at its next start, and they are not protected.</source>
        <translation>
            <numerusform>Claude Code will delete {n} transcript at its next start, and it is not protected.</numerusform>
            <numerusform>Claude Code will delete {n} transcripts at its next start, and they are not protected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude Code will delete {n} transcripts at its next start. Sempre has protected them.</source>
        <translation>
            <numerusform>Claude Code will delete {n} transcript at its next start. Sempre has protected it.</numerusform>
            <numerusform>Claude Code will delete {n} transcripts at its next start. Sempre has protected them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude Code will delete {n} transcripts when it cleans up next, and they are not protected.</source>
        <translation>
            <numerusform>Claude Code will delete {n} transcript when it cleans up next, and it is not protected.</numerusform>
            <numerusform>Claude Code will delete {n} transcripts when it cleans up next, and they are not protected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude Code will delete {n} transcripts when it cleans up next. Sempre has protected them.</source>
        <translation>
            <numerusform>Claude Code will delete {n} transcript when it cleans up next. Sempre has protected it.</numerusform>
            <numerusform>Claude Code will delete {n} transcripts when it cleans up next. Sempre has protected them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk has no room for copies of {n} protected transcripts. They are linked: safe from deletion, not from being overwritten.</source>
        <translation>
            <numerusform>The disk has no room for a copy of {n} protected transcript. It is linked: safe from deletion, not from being overwritten.</numerusform>
            <numerusform>The disk has no room for copies of {n} protected transcripts. They are linked: safe from deletion, not from being overwritten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk is full: {n} MB are free.</source>
        <translation>
            <numerusform>The disk is full: {n} MB is free.</numerusform>
            <numerusform>The disk is full: {n} MB are free.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk is nearly full: {n} GB ({percent} %) are free.</source>
        <translation>
            <numerusform>The disk is nearly full: {n} GB ({percent} %) is free.</numerusform>
            <numerusform>The disk is nearly full: {n} GB ({percent} %) are free.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk is nearly full: {n} MB ({percent} %) are free.</source>
        <translation>
            <numerusform>The disk is nearly full: {n} MB ({percent} %) is free.</numerusform>
            <numerusform>The disk is nearly full: {n} MB ({percent} %) are free.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last backup lacks {n} files, first of all {path}: {reason}.</source>
        <translation>
            <numerusform>The last backup lacks {n} file, {path}: {reason}.</numerusform>
            <numerusform>The last backup lacks {n} files, first of all {path}: {reason}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last backup was made {n} days ago, and conversations went on since.</source>
        <translation>
            <numerusform>The last backup was made {n} day ago, and conversations went on since.</numerusform>
            <numerusform>The last backup was made {n} days ago, and conversations went on since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There is no backup of your {n} conversations: they are on this disk only.</source>
        <translation>
            <numerusform>There is no backup of your conversation: it is on this disk only.</numerusform>
            <numerusform>There is no backup of your {n} conversations: they are on this disk only.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Your messages are saved. It was tried {n} times more. Look at the engine's settings, or choose another engine.</source>
        <translation>
            <numerusform>Your messages are saved. It was tried {n} time more. Look at the engine's settings, or choose another engine.</numerusform>
            <numerusform>Your messages are saved. It was tried {n} times more. Look at the engine's settings, or choose another engine.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations can't be read, first of all {path}: {reason}.</source>
        <translation>
            <numerusform>{n} conversation can't be read, {path}: {reason}.</numerusform>
            <numerusform>{n} conversations can't be read, first of all {path}: {reason}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines of Claude Code's transcripts are damaged.</source>
        <translation>
            <numerusform>{n} line of Claude Code's transcripts is damaged.</numerusform>
            <numerusform>{n} lines of Claude Code's transcripts are damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines of your conversations are damaged.</source>
        <translation>
            <numerusform>{n} line of your conversations is damaged.</numerusform>
            <numerusform>{n} lines of your conversations are damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} replies were cut off by a crash and are not yet in their conversations.</source>
        <translation>
            <numerusform>{n} reply was cut off by a crash and is not yet in its conversation.</numerusform>
            <numerusform>{n} replies were cut off by a crash and are not yet in their conversations.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} transcripts of Claude Code can't be read, first of all {path}: {reason}.</source>
        <translation>
            <numerusform>{n} transcript of Claude Code can't be read, {path}: {reason}.</numerusform>
            <numerusform>{n} transcripts of Claude Code can't be read, first of all {path}: {reason}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message numerus="yes">
        <source>{moment}: every byte of {n} conversations was read.</source>
        <translation>
            <numerusform>{moment}: every byte of {n} conversation was read.</numerusform>
            <numerusform>{moment}: every byte of {n} conversations was read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{moment}: {n} conversations, {size}, in {path}</source>
        <translation>
            <numerusform>{moment}: {n} conversation, {size}, in {path}</numerusform>
            <numerusform>{moment}: {n} conversations, {size}, in {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} damaged lines (kept as they are)</source>
        <translation>
            <numerusform>{n} damaged line (kept as it is)</numerusform>
            <numerusform>{n} damaged lines (kept as they are)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files</source>
        <translation>
            <numerusform>{n} file</numerusform>
            <numerusform>{n} files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files can't be read</source>
        <translation>
            <numerusform>{n} file can't be read</numerusform>
            <numerusform>{n} files can't be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} message</numerusform>
            <numerusform>{n} messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} records continue one that is missing</source>
        <translation>
            <numerusform>{n} record continues one that is missing</numerusform>
            <numerusform>{n} records continue one that is missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} tool calls lack their other side</source>
        <translation>
            <numerusform>{n} tool call lacks its other side</numerusform>
            <numerusform>{n} tool calls lack their other side</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Maintenance</name>
    <message numerus="yes">
        <source>Claude Code deletes its conversations after {n} days.</source>
        <translation>
            <numerusform>Claude Code deletes its conversations after {n} day.</numerusform>
            <numerusform>Claude Code deletes its conversations after {n} days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations are in the backup.</source>
        <translation>
            <numerusform>{n} conversation is in the backup.</numerusform>
            <numerusform>{n} conversations are in the backup.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Permissions</name>
    <message numerus="yes">
        <source>{n} more are waiting.</source>
        <translation>
            <numerusform>{n} more is waiting.</numerusform>
            <numerusform>{n} more are waiting.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Protection</name>
    <message numerus="yes">
        <source>Claude Code keeps them {n} days</source>
        <translation>
            <numerusform>Claude Code keeps them {n} day</numerusform>
            <numerusform>Claude Code keeps them {n} days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It deletes {n} of them at its first start after {moment}.</source>
        <translation>
            <numerusform>It deletes {n} of them at its first start after {moment}.</numerusform>
            <numerusform>It deletes {n} of them at its first start after {moment}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It deletes {n} of them at its next start.</source>
        <translation>
            <numerusform>It deletes {n} of them at its next start.</numerusform>
            <numerusform>It deletes {n} of them at its next start.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sempre protects {n} transcripts, {copied} of them with a copy of their own ({size}).</source>
        <translation>
            <numerusform>Sempre protects {n} transcript, {copied} of them with a copy of its own ({size}).</numerusform>
            <numerusform>Sempre protects {n} transcripts, {copied} of them with a copy of their own ({size}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk has no room to copy {n} of them; they are only linked: {ids}</source>
        <translation>
            <numerusform>The disk has no room to copy {n} of them; it is only linked: {ids}</numerusform>
            <numerusform>The disk has no room to copy {n} of them; they are only linked: {ids}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} could not be protected.</source>
        <translation>
            <numerusform>{n} could not be protected.</numerusform>
            <numerusform>{n} could not be protected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lost conversations were rebuilt from your prompts; their replies are lost.</source>
        <translation>
            <numerusform>{n} lost conversation was rebuilt from your prompts; its replies are lost.</numerusform>
            <numerusform>{n} lost conversations were rebuilt from your prompts; their replies are lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rescued</source>
        <translation>
            <numerusform>{n} rescued</numerusform>
            <numerusform>{n} rescued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were deleted by Claude Code and are kept here; they open as before.</source>
        <translation>
            <numerusform>{n} was deleted by Claude Code and is kept here; it opens as before.</numerusform>
            <numerusform>{n} were deleted by Claude Code and are kept here; they open as before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProtectionDialog</name>
    <message numerus="yes">
        <source>Put {n} transcripts back</source>
        <translation>
            <numerusform>Put {n} transcript back</numerusform>
            <numerusform>Put {n} transcripts back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files could not be protected.</source>
        <translation>
            <numerusform>{n} file could not be protected.</numerusform>
            <numerusform>{n} files could not be protected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} transcripts are in Claude Code's directory again.</source>
        <translation>
            <numerusform>{n} transcript is in Claude Code's directory again.</numerusform>
            <numerusform>{n} transcripts are in Claude Code's directory again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recall</name>
    <message numerus="yes">
        <source>I found nothing about {words} in your {n} messages.</source>
        <translation>
            <numerusform>I found nothing about {words} in your {n} message.</numerusform>
            <numerusform>I found nothing about {words} in your {n} messages.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I found {n} passages about {words}:</source>
        <translation>
            <numerusform>I found {n} passage about {words}:</numerusform>
            <numerusform>I found {n} passages about {words}:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write a few words that occur in what you are looking for; I search your {n} messages and show the best passages.</source>
        <translation>
            <numerusform>Write a few words that occur in what you are looking for; I search your {n} message and show the best passages.</numerusform>
            <numerusform>Write a few words that occur in what you are looking for; I search your {n} messages and show the best passages.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message numerus="yes">
        <source>It also holds {n} conversations that Claude Code has deleted.</source>
        <translation>
            <numerusform>It also holds {n} conversation that Claude Code has deleted.</numerusform>
            <numerusform>It also holds {n} conversations that Claude Code has deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This backup of {moment} holds {n} conversations ({size}).</source>
        <translation>
            <numerusform>This backup of {moment} holds {n} conversation ({size}).</numerusform>
            <numerusform>This backup of {moment} holds {n} conversations ({size}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations are back.</source>
        <translation>
            <numerusform>{n} conversation is back.</numerusform>
            <numerusform>{n} conversations are back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} that Claude Code has deleted are protected again.</source>
        <translation>
            <numerusform>{n} that Claude Code has deleted is protected again.</numerusform>
            <numerusform>{n} that Claude Code has deleted are protected again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionList</name>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} message</numerusform>
            <numerusform>{n} messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} places in the file are damaged; everything else is shown</source>
        <translation>
            <numerusform>{n} place in the file is damaged; everything else is shown</numerusform>
            <numerusform>{n} places in the file are damaged; everything else is shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message numerus="yes">
        <source>{n} replies were cut off when Sempre ended. What had arrived is kept, and marked as interrupted.</source>
        <translation>
            <numerusform>{n} reply was cut off when Sempre ended. What had arrived is kept, and marked as interrupted.</numerusform>
            <numerusform>{n} replies were cut off when Sempre ended. What had arrived is kept, and marked as interrupted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message numerus="yes">
        <source>Another branch, {n} records.</source>
        <translation>
            <numerusform>Another branch, {n} record.</numerusform>
            <numerusform>Another branch, {n} records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all {n} lines</source>
        <translation>
            <numerusform>Show the whole line</numerusform>
            <numerusform>Show all {n} lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} attached pictures</source>
        <translation>
            <numerusform>{n} attached picture</numerusform>
            <numerusform>{n} attached pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes here are damaged ({reason}). They are kept in the file.</source>
        <translation>
            <numerusform>{n} byte here is damaged ({reason}). It is kept in the file.</numerusform>
            <numerusform>{n} bytes here are damaged ({reason}). They are kept in the file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} message</numerusform>
            <numerusform>{n} messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new</source>
        <translation>
            <numerusform>{n} new</numerusform>
            <numerusform>{n} new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerifyDialog</name>
    <message numerus="yes">
        <source>and {n} more</source>
        <translation>
            <numerusform>and {n} more</numerusform>
            <numerusform>and {n} more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations ({size}) were read.</source>
        <translation>
            <numerusform>{n} conversation ({size}) was read.</numerusform>
            <numerusform>{n} conversations ({size}) were read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines are damaged; everything else opens as before.</source>
        <translation>
            <numerusform>{n} line is damaged; everything else opens as before.</numerusform>
            <numerusform>{n} lines are damaged; everything else opens as before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages continue one that is missing.</source>
        <translation>
            <numerusform>{n} message continues one that is missing.</numerusform>
            <numerusform>{n} messages continue one that is missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of them have damage; all their bytes are kept as they are.</source>
        <translation>
            <numerusform>{n} of them has damage; all its bytes are kept as they are.</numerusform>
            <numerusform>{n} of them have damage; all their bytes are kept as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingLine</name>
    <message numerus="yes">
        <source>Trying again in {n} s</source>
        <translation>
            <numerusform>Trying again in {n} s</numerusform>
            <numerusform>Trying again in {n} s</numerusform>
        </translation>
    </message>
</context>
</TS>
