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
        <source>The backup lacks {n} files that can't be read.</source>
        <translation>
            <numerusform>The backup lacks {n} file that can't be read.</numerusform>
            <numerusform>The backup lacks {n} files that can't be read.</numerusform>
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
        <source>{n} conversations removed; backup at {path}</source>
        <translation>
            <numerusform>{n} conversation removed; backup at {path}</numerusform>
            <numerusform>{n} conversations removed; backup at {path}</numerusform>
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
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} message</numerusform>
            <numerusform>{n} messages</numerusform>
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
        <source>The last backup lacks {n} files, first of all {path}: {reason}.</source>
        <translation>
            <numerusform>The last backup lacks {n} file, {path}: {reason}.</numerusform>
            <numerusform>The last backup lacks {n} files, first of all {path}: {reason}.</numerusform>
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
        <source>{moment}: {n} conversations, {size}, in {path}</source>
        <translation>
            <numerusform>{moment}: {n} conversation, {size}, in {path}</numerusform>
            <numerusform>{moment}: {n} conversations, {size}, in {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations found.</source>
        <translation>
            <numerusform>{n} conversation found.</numerusform>
            <numerusform>{n} conversations found.</numerusform>
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
</context>
<context>
    <name>Maintenance</name>
    <message numerus="yes">
        <source>{n} conversations are in the backup.</source>
        <translation>
            <numerusform>{n} conversation is in the backup.</numerusform>
            <numerusform>{n} conversations are in the backup.</numerusform>
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
        <source>{n} new</source>
        <translation>
            <numerusform>{n} new</numerusform>
            <numerusform>{n} new</numerusform>
        </translation>
    </message>
</context>
</TS>
