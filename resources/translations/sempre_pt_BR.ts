<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Back up now</source>
        <translation>Fazer backup agora</translation>
    </message>
    <message>
        <source>Conversation above</source>
        <translation>Conversa acima</translation>
    </message>
    <message>
        <source>Conversation below</source>
        <translation>Conversa abaixo</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>Filtrar a lista</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>Buscar qualquer coisa…</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>Localizar nesta conversa</translation>
    </message>
    <message>
        <source>Force cleanup…</source>
        <translation>Forçar limpeza…</translation>
    </message>
    <message>
        <source>Go to a day…</source>
        <translation>Ir para um dia…</translation>
    </message>
    <message>
        <source>Hit above</source>
        <translation>Ocorrência acima</translation>
    </message>
    <message>
        <source>Hit below</source>
        <translation>Ocorrência abaixo</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos de teclado</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texto maior</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nova conversa</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Nova linha</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>Tamanho normal do texto</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renomear…</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>Restaurar um backup…</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>Enviar a mensagem</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Configurações…</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texto menor</translation>
    </message>
    <message>
        <source>Status panel</source>
        <translation>Painel de status</translation>
    </message>
    <message>
        <source>Stop the reply, then close what is open</source>
        <translation>Parar a resposta; depois, fechar o que está aberto</translation>
    </message>
    <message>
        <source>Tokens and cost…</source>
        <translation>Tokens e custo…</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>Escrever uma mensagem</translation>
    </message>
    <message>
        <source>Your message above</source>
        <translation>Sua mensagem acima</translation>
    </message>
    <message>
        <source>Your message below</source>
        <translation>Sua mensagem abaixo</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>Sempre</source>
        <translation>Sempre</translation>
    </message>
</context>
<context>
    <name>Attachments</name>
    <message>
        <source>Nothing was sent; your text is still in the composer.</source>
        <translation>Nada foi enviado; seu texto continua na caixa de mensagem.</translation>
    </message>
    <message>
        <source>Remove the file or take another, then send again.</source>
        <translation>Remova o arquivo ou use outro e envie de novo.</translation>
    </message>
    <message>
        <source>The files together are larger than {limit} MB, which is the most that one message takes.</source>
        <translation>Juntos, os arquivos passam de {limit} MB, o máximo que uma mensagem comporta.</translation>
    </message>
    <message>
        <source>{name} can't be read: {reason}.</source>
        <translation>Não é possível ler {name}: {reason}.</translation>
    </message>
    <message>
        <source>{name} has {size} MB; of such a file at most {limit} MB can be sent.</source>
        <translation>{name} tem {size} MB; de um arquivo assim podem ser enviados no máximo {limit} MB.</translation>
    </message>
    <message>
        <source>{name} is no image, PDF or text, which is what can be sent.</source>
        <translation>{name} não é imagem, PDF nem texto, que é o que pode ser enviado.</translation>
    </message>
</context>
<context>
    <name>Backup</name>
    <message>
        <source>Another backup, restore or cleanup is running.</source>
        <translation>Outro backup, restauração ou limpeza está em andamento.</translation>
    </message>
    <message>
        <source>Choose another name, or move that file away yourself.</source>
        <translation>Escolha outro nome ou mova esse arquivo para outro lugar.</translation>
    </message>
    <message numerus="yes">
        <source>Everything that was there is untouched; {n} files were handled before it stopped.</source>
        <translation>
            <numerusform>Tudo o que já estava lá continua intacto; {n} arquivo foi processado antes da parada.</numerusform>
            <numerusform>Tudo o que já estava lá continua intacto; {n} arquivos foram processados antes da parada.</numerusform>
        </translation>
    </message>
    <message>
        <source>Find out which program writes there, then try again.</source>
        <translation>Descubra qual programa grava ali e tente de novo.</translation>
    </message>
    <message>
        <source>Free some space or choose another place, then try again.</source>
        <translation>Libere espaço ou escolha outro lugar e tente de novo.</translation>
    </message>
    <message>
        <source>Free {bytes} bytes, then try again.</source>
        <translation>Libere {bytes} bytes e tente de novo.</translation>
    </message>
    <message>
        <source>It was cancelled before it was finished.</source>
        <translation>A operação foi cancelada antes do fim.</translation>
    </message>
    <message>
        <source>Make it writable for you, then try again.</source>
        <translation>Dê a você permissão de gravação nela e tente de novo.</translation>
    </message>
    <message>
        <source>Move it away yourself, then restore again.</source>
        <translation>Mova-o para outro lugar e restaure de novo.</translation>
    </message>
    <message>
        <source>No backup could be made at {path}: {reason}.</source>
        <translation>Não foi possível fazer o backup em {path}: {reason}.</translation>
    </message>
    <message>
        <source>No backup was made and nothing was removed.</source>
        <translation>Nenhum backup foi feito e nada foi removido.</translation>
    </message>
    <message>
        <source>Nothing is ever replaced; your conversations are untouched.</source>
        <translation>Nada é substituído, nunca; suas conversas estão intactas.</translation>
    </message>
    <message>
        <source>Nothing was removed and no half-made backup is left.</source>
        <translation>Nada foi removido e não sobrou nenhum backup pela metade.</translation>
    </message>
    <message>
        <source>Nothing was removed and nothing half-made is left.</source>
        <translation>Nada foi removido e nada ficou pela metade.</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation>Nada foi removido.</translation>
    </message>
    <message>
        <source>Nothing was taken from it, and your conversations are as they were.</source>
        <translation>Nada foi retirado dele e suas conversas estão como estavam.</translation>
    </message>
    <message>
        <source>Remove the cause and restore again: it goes on from here.</source>
        <translation>Elimine a causa e restaure de novo: a restauração continua daqui.</translation>
    </message>
    <message>
        <source>Remove the cause, then start the cleanup again.</source>
        <translation>Elimine a causa e comece a limpeza de novo.</translation>
    </message>
    <message>
        <source>Restore the backup, or remove the cause and clean up again.</source>
        <translation>Restaure o backup, ou elimine a causa e faça a limpeza de novo.</translation>
    </message>
    <message>
        <source>Start it again whenever you like.</source>
        <translation>Recomece quando quiser.</translation>
    </message>
    <message>
        <source>The archive {name} holds something that no backup of Sempre holds: {member}.</source>
        <translation>O arquivo {name} contém algo que nenhum backup do Sempre contém: {member}.</translation>
    </message>
    <message>
        <source>The backup is not complete: {path} ({reason}).</source>
        <translation>O backup não está completo: {path} ({reason}).</translation>
    </message>
    <message>
        <source>The backup {name} can't be read: {reason}.</source>
        <translation>Não foi possível ler o backup {name}: {reason}.</translation>
    </message>
    <message>
        <source>The backup {name} does not match its own list: {member}.</source>
        <translation>O backup {name} não confere com a própria lista: {member}.</translation>
    </message>
    <message>
        <source>The backup {name} is damaged at {member}.</source>
        <translation>O backup {name} está danificado em {member}.</translation>
    </message>
    <message>
        <source>The backup {name} is damaged or was changed after it was made: its seal is broken.</source>
        <translation>O backup {name} está danificado ou foi alterado depois de feito: o lacre está rompido.</translation>
    </message>
    <message>
        <source>The data directory {path} can't be written: {reason}.</source>
        <translation>Não foi possível gravar na pasta de dados {path}: {reason}.</translation>
    </message>
    <message>
        <source>The removal stopped half-way: {reason}</source>
        <translation>A remoção parou no meio: {reason}</translation>
    </message>
    <message>
        <source>There is not enough room for the backup in {path}.</source>
        <translation>Não há espaço suficiente para o backup em {path}.</translation>
    </message>
    <message>
        <source>There is not enough room on the disk to bring everything back.</source>
        <translation>Não há espaço suficiente no disco para trazer tudo de volta.</translation>
    </message>
    <message>
        <source>Use another backup; this one is kept at {path} as it is.</source>
        <translation>Use outro backup; este continua em {path}, como está.</translation>
    </message>
    <message>
        <source>Wait for it to end, then try again.</source>
        <translation>Espere terminar e tente de novo.</translation>
    </message>
    <message>
        <source>another program changed it meanwhile</source>
        <translation>outro programa o alterou enquanto isso</translation>
    </message>
    <message>
        <source>{name} is not a complete backup made by Sempre.</source>
        <translation>{name} não é um backup completo feito pelo Sempre.</translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations were removed; the backup {path} holds all of them.</source>
        <translation>
            <numerusform>{n} conversa foi removida; tudo está no backup {path}.</numerusform>
            <numerusform>{n} conversas foram removidas; todas estão no backup {path}.</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} changed after it was backed up.</source>
        <translation>{path} mudou depois do backup.</translation>
    </message>
    <message>
        <source>{path} changed while it was being backed up, and not by growing.</source>
        <translation>{path} mudou durante o backup, e não por crescer.</translation>
    </message>
    <message>
        <source>{path} could not be brought back: {reason}.</source>
        <translation>Não foi possível trazer {path} de volta: {reason}.</translation>
    </message>
    <message>
        <source>{path} exists already, so no backup was made.</source>
        <translation>{path} já existe, por isso nenhum backup foi feito.</translation>
    </message>
    <message>
        <source>{path} is in the way: it is not what the backup would put there.</source>
        <translation>{path} está no caminho: não é o que o backup colocaria ali.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Attention</source>
        <translation>Atenção</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Dispensar</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Aviso</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
</context>
<context>
    <name>Choices</name>
    <message>
        <source>Always ask</source>
        <translation>Perguntar sempre</translation>
    </message>
    <message>
        <source>Asking for the models…</source>
        <translation>Consultando os modelos…</translation>
    </message>
    <message>
        <source>Back to {path}</source>
        <translation>Voltar para {path}</translation>
    </message>
    <message>
        <source>Change files without asking</source>
        <translation>Alterar arquivos sem perguntar</translation>
    </message>
    <message>
        <source>Choose another directory…</source>
        <translation>Escolher outra pasta…</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Padrão</translation>
    </message>
    <message>
        <source>Directory: {path}</source>
        <translation>Pasta: {path}</translation>
    </message>
    <message>
        <source>In this conversation</source>
        <translation>Nesta conversa</translation>
    </message>
    <message>
        <source>Model: {model}</source>
        <translation>Modelo: {model}</translation>
    </message>
    <message>
        <source>Never ask</source>
        <translation>Nunca perguntar</translation>
    </message>
    <message>
        <source>Only plan, change nothing</source>
        <translation>Só planejar, não alterar nada</translation>
    </message>
    <message>
        <source>Permissions: {mode}</source>
        <translation>Permissões: {mode}</translation>
    </message>
    <message>
        <source>Where tools work in this conversation</source>
        <translation>Onde as ferramentas trabalham nesta conversa</translation>
    </message>
</context>
<context>
    <name>Claude</name>
    <message>
        <source>Change your message, then send again.</source>
        <translation>Mude sua mensagem e envie de novo.</translation>
    </message>
    <message>
        <source>Check the API key, or log in with `claude` in a terminal.</source>
        <translation>Confira a chave da API ou entre com `claude` em um terminal.</translation>
    </message>
    <message>
        <source>Check the connection to the network, then send again.</source>
        <translation>Confira a conexão com a rede e envie de novo.</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>Escolha outro modelo.</translation>
    </message>
    <message>
        <source>Choose another permission mode, or start Sempre as another user.</source>
        <translation>Escolha outro modo de permissão ou inicie o Sempre como outro usuário.</translation>
    </message>
    <message>
        <source>Claude Code could not answer: {words}</source>
        <translation>O Claude Code não conseguiu responder: {words}</translation>
    </message>
    <message>
        <source>Claude Code could not be started: {words}</source>
        <translation>O Claude Code não pôde ser iniciado: {words}</translation>
    </message>
    <message>
        <source>Claude Code could not save this turn in its own file. Sempre has all of it, and gives it back before the next start.</source>
        <translation>O Claude Code não conseguiu salvar esta rodada no arquivo dele. O Sempre tem tudo e devolve antes do próximo início.</translation>
    </message>
    <message>
        <source>Claude Code does not work without asking while you are root.</source>
        <translation>O Claude Code não trabalha sem perguntar enquanto você é root.</translation>
    </message>
    <message>
        <source>Claude Code ended unexpectedly.</source>
        <translation>O Claude Code terminou de forma inesperada.</translation>
    </message>
    <message>
        <source>Send again after {time}.</source>
        <translation>Envie de novo depois das {time}.</translation>
    </message>
    <message>
        <source>Send again in a few minutes.</source>
        <translation>Envie de novo em alguns minutos.</translation>
    </message>
    <message>
        <source>Send again; Claude Code is started anew and knows the conversation.</source>
        <translation>Envie de novo; o Claude Code é reiniciado e conhece a conversa.</translation>
    </message>
    <message>
        <source>Send less text or smaller attachments.</source>
        <translation>Envie menos texto ou anexos menores.</translation>
    </message>
    <message>
        <source>Start `claude` in a terminal to see whether it works there.</source>
        <translation>Inicie `claude` em um terminal para ver se funciona lá.</translation>
    </message>
    <message>
        <source>The key was refused.</source>
        <translation>A chave foi recusada.</translation>
    </message>
    <message>
        <source>The model is overloaded.</source>
        <translation>O modelo está sobrecarregado.</translation>
    </message>
    <message>
        <source>The server answered with error {status}.</source>
        <translation>O servidor respondeu com o erro {status}.</translation>
    </message>
    <message>
        <source>The server can't be reached.</source>
        <translation>O servidor não pode ser alcançado.</translation>
    </message>
    <message>
        <source>Too many requests at this moment.</source>
        <translation>Pedidos demais neste momento.</translation>
    </message>
    <message>
        <source>Wait a little, then send again.</source>
        <translation>Espere um pouco e envie de novo.</translation>
    </message>
    <message>
        <source>Your account may not use this model.</source>
        <translation>Sua conta não pode usar este modelo.</translation>
    </message>
</context>
<context>
    <name>CleanupDialog</name>
    <message>
        <source>Before anything is removed, a backup is written to {folder} and compared byte by byte.</source>
        <translation>Antes de remover qualquer coisa, um backup é gravado em {folder} e comparado byte a byte.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelado</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Confirmation phrase</source>
        <translation>Frase de confirmação</translation>
    </message>
    <message>
        <source>Counting your conversations…</source>
        <translation>Contando suas conversas…</translation>
    </message>
    <message>
        <source>Everything is back</source>
        <translation>Tudo está de volta</translation>
    </message>
    <message>
        <source>Files of Claude Code are not touched. The first conversation starts anew, empty.</source>
        <translation>Os arquivos do Claude Code não são tocados. A primeira conversa recomeça vazia.</translation>
    </message>
    <message>
        <source>Nothing was removed.</source>
        <translation>Nada foi removido.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir pasta</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Remove conversations</source>
        <translation>Remover conversas</translation>
    </message>
    <message numerus="yes">
        <source>Remove {n} conversations</source>
        <translation>
            <numerusform>Remover {n} conversa</numerusform>
            <numerusform>Remover {n} conversas</numerusform>
        </translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Recomeçar</translation>
    </message>
    <message>
        <source>The backup is complete and the removal has begun, so it can't be cancelled any more. You can undo it afterwards.</source>
        <translation>O backup está completo e a remoção começou, por isso não dá mais para cancelar. Você pode desfazer depois.</translation>
    </message>
    <message>
        <source>The cleanup did not succeed</source>
        <translation>A limpeza não deu certo</translation>
    </message>
    <message>
        <source>The disk has no room for it: only {free} are free. So nothing can be removed. Free some space first.</source>
        <translation>Não há espaço para ele no disco: só {free} livres. Por isso nada pode ser removido. Libere espaço primeiro.</translation>
    </message>
    <message>
        <source>The disk has room for it: {free} are free.</source>
        <translation>Há espaço para ele no disco: {free} livres.</translation>
    </message>
    <message>
        <source>There is no conversation to remove.</source>
        <translation>Não há conversa para remover.</translation>
    </message>
    <message>
        <source>To go on, type this phrase: {phrase}</source>
        <translation>Para continuar, digite esta frase: {phrase}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>You can cancel until the first conversation is removed.</source>
        <translation>Você pode cancelar até a primeira conversa ser removida.</translation>
    </message>
    <message>
        <source>Your conversations are being brought back. Please wait for the end of it.</source>
        <translation>Suas conversas estão voltando. Espere até o fim.</translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations of Sempre ({size}) would be removed from this computer.</source>
        <translation>
            <numerusform>{n} conversa do Sempre ({size}) seria removida deste computador.</numerusform>
            <numerusform>{n} conversas do Sempre ({size}) seriam removidas deste computador.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations removed</source>
        <translation>
            <numerusform>{n} conversa removida</numerusform>
            <numerusform>{n} conversas removidas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations removed, backup at {path}</source>
        <translation>
            <numerusform>{n} conversa removida, backup em {path}</numerusform>
            <numerusform>{n} conversas removidas, backup em {path}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>(interrupted)</source>
        <translation>(interrompida)</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(sem título)</translation>
    </message>
    <message>
        <source>(sub-agent)</source>
        <translation>(subagente)</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>Está tudo bem.</translation>
    </message>
    <message>
        <source>Another conversation has the same id: --cwd {cwd}</source>
        <translation>Outra conversa tem o mesmo ID: --cwd {cwd}</translation>
    </message>
    <message>
        <source>Automatic cleanup is off: interval {minutes} min</source>
        <translation>A limpeza automática está desligada: intervalo {minutes} min</translation>
    </message>
    <message>
        <source>Backed up by itself: {path}</source>
        <translation>Backup feito sozinho: {path}</translation>
    </message>
    <message>
        <source>Backup made and verified: {path}</source>
        <translation>Backup feito e verificado: {path}</translation>
    </message>
    <message>
        <source>Before that, a verified backup is made in {directory} ({free} free).</source>
        <translation>Antes disso, um backup verificado é feito em {directory} ({free} livres).</translation>
    </message>
    <message>
        <source>Change to another one, or name one with --cwd.</source>
        <translation>Mude para outra ou indique uma com --cwd.</translation>
    </message>
    <message>
        <source>Claude Code keeps transcripts for {days} days ({scope})</source>
        <translation>O Claude Code guarda as transcrições por {days} dias ({scope})</translation>
    </message>
    <message>
        <source>Claude Code's settings needed no change: {path}</source>
        <translation>As configurações do Claude Code não precisaram mudar: {path}</translation>
    </message>
    <message>
        <source>Claude Code: deletes after {days} days; {protected}, {due}</source>
        <translation>Claude Code: apaga depois de {days} dias; {protected}, {due}</translation>
    </message>
    <message numerus="yes">
        <source>Claude Code: deletes nothing; {n} transcripts are protected</source>
        <translation>
            <numerusform>Claude Code: não apaga nada; {n} transcrição protegida</numerusform>
            <numerusform>Claude Code: não apaga nada; {n} transcrições protegidas</numerusform>
        </translation>
    </message>
    <message>
        <source>Conversation: {id}</source>
        <translation>Conversa: {id}</translation>
    </message>
    <message>
        <source>Conversations: {ours}, {others}</source>
        <translation>Conversas: {ours}, {others}</translation>
    </message>
    <message>
        <source>DAMAGED</source>
        <translation>DANIFICADA</translation>
    </message>
    <message>
        <source>Data: {path}</source>
        <translation>Dados: {path}</translation>
    </message>
    <message>
        <source>Deleted by Claude Code, kept here</source>
        <translation>Apagadas pelo Claude Code, guardadas aqui</translation>
    </message>
    <message>
        <source>Denied: {tool}. Nobody can be asked here; send from the window, or choose there what this conversation may do unasked.</source>
        <translation>Negado: {tool}. Aqui não há a quem perguntar; envie pela janela ou escolha lá o que esta conversa pode fazer sem perguntar.</translation>
    </message>
    <message>
        <source>Disk full at this rate: not within ten years</source>
        <translation>Disco cheio neste ritmo: não nos próximos dez anos</translation>
    </message>
    <message>
        <source>Disk full at this rate: {day}</source>
        <translation>Disco cheio neste ritmo: {day}</translation>
    </message>
    <message>
        <source>Disk: {free} free, {data} used by Sempre</source>
        <translation>Disco: {free} livres, {data} em uso pelo Sempre</translation>
    </message>
    <message>
        <source>Engine: {engine}</source>
        <translation>Motor: {engine}</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erro</translation>
    </message>
    <message numerus="yes">
        <source>Growth: {size} a day, over the last {n} days</source>
        <translation>
            <numerusform>Crescimento: {size} por dia, no último {n} dia</numerusform>
            <numerusform>Crescimento: {size} por dia, nos últimos {n} dias</numerusform>
        </translation>
    </message>
    <message>
        <source>Integrity: {files}, {lines}, {unreadable}</source>
        <translation>Integridade: {files}, {lines}, {unreadable}</translation>
    </message>
    <message>
        <source>It deletes none at present.</source>
        <translation>No momento ele não apaga nenhuma.</translation>
    </message>
    <message numerus="yes">
        <source>It deletes {n} at its first start after {time}.</source>
        <translation>
            <numerusform>Ele apaga {n} na primeira vez que iniciar depois de {time}.</numerusform>
            <numerusform>Ele apaga {n} na primeira vez que iniciar depois de {time}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It deletes {n} at its next start.</source>
        <translation>
            <numerusform>Ele apaga {n} na próxima vez que iniciar.</numerusform>
            <numerusform>Ele apaga {n} na próxima vez que iniciar.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was stopped; doing it again brings the rest.</source>
        <translation>Foi interrompido; fazer de novo traz o resto.</translation>
    </message>
    <message>
        <source>JSONL: {total} in all, {default} in the default conversation</source>
        <translation>JSONL: {total} no total, {default} na conversa padrão</translation>
    </message>
    <message>
        <source>Last backup: none yet</source>
        <translation>Último backup: ainda nenhum</translation>
    </message>
    <message>
        <source>Last backup: {when}, {path}</source>
        <translation>Último backup: {when}, {path}</translation>
    </message>
    <message numerus="yes">
        <source>Last error of {engine}: {when}, after {n} retries: {error}</source>
        <translation>
            <numerusform>Último erro de {engine}: {when}, depois de {n} nova tentativa: {error}</numerusform>
            <numerusform>Último erro de {engine}: {when}, depois de {n} novas tentativas: {error}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: {n} pieces, {size}; {path} tells which.</source>
        <translation>
            <numerusform>Ficou de fora {n} trecho, {size}; {path} diz qual.</numerusform>
            <numerusform>Ficaram de fora {n} trechos, {size}; {path} diz quais.</numerusform>
        </translation>
    </message>
    <message>
        <source>Name a file that does not exist yet, on a disk with room.</source>
        <translation>Indique um arquivo que ainda não existe, em um disco com espaço.</translation>
    </message>
    <message>
        <source>No repaired copy was written to {path}: {reason}.</source>
        <translation>Nenhuma cópia consertada foi gravada em {path}: {reason}.</translation>
    </message>
    <message>
        <source>Not in the vault</source>
        <translation>Fora do cofre</translation>
    </message>
    <message>
        <source>Not protected, and old enough: {count}</source>
        <translation>Sem proteção e com idade para serem apagadas: {count}</translation>
    </message>
    <message>
        <source>Not protected: {path}: {reason}</source>
        <translation>Sem proteção: {path}: {reason}</translation>
    </message>
    <message>
        <source>Nothing is new; the last backup was verified: {path}</source>
        <translation>Nada de novo; o último backup foi verificado: {path}</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Nada foi encontrado.</translation>
    </message>
    <message>
        <source>Nothing was imported: --dry-run.</source>
        <translation>Nada foi importado: --dry-run.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Aviso</translation>
    </message>
    <message>
        <source>Older versions kept: {count}</source>
        <translation>Versões anteriores guardadas: {count}</translation>
    </message>
    <message>
        <source>Only linked: deletion is harmless, a rewrite is not</source>
        <translation>Só com link: apagar não causa dano, reescrever sim</translation>
    </message>
    <message>
        <source>Put back: {path}</source>
        <translation>Devolvida: {path}</translation>
    </message>
    <message>
        <source>Repaired copy: {path} ({records})</source>
        <translation>Cópia consertada: {path} ({records})</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Resposta</translation>
    </message>
    <message>
        <source>Sempre made a mistake ({error}); saved conversations are not concerned. Details: {log}</source>
        <translation>O Sempre cometeu um erro ({error}); as conversas salvas não foram afetadas. Detalhes: {log}</translation>
    </message>
    <message>
        <source>Sessions never expire: timeout {minutes} min</source>
        <translation>As sessões nunca expiram: timeout {minutes} min</translation>
    </message>
    <message>
        <source>Something needs your attention.</source>
        <translation>Algo precisa da sua atenção.</translation>
    </message>
    <message>
        <source>Stopped. Your message is saved, and so is what had arrived of the reply.</source>
        <translation>Parado. Sua mensagem está salva, assim como o que já tinha chegado da resposta.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumo</translation>
    </message>
    <message>
        <source>The backup is sound: {path}</source>
        <translation>O backup está íntegro: {path}</translation>
    </message>
    <message numerus="yes">
        <source>The backup lacks {n} files that can't be read.</source>
        <translation>
            <numerusform>No backup falta {n} arquivo que não pode ser lido.</numerusform>
            <numerusform>No backup faltam {n} arquivos que não podem ser lidos.</numerusform>
        </translation>
    </message>
    <message>
        <source>The conversation itself is untouched.</source>
        <translation>A própria conversa está intacta.</translation>
    </message>
    <message>
        <source>The current directory does not exist any more.</source>
        <translation>A pasta atual não existe mais.</translation>
    </message>
    <message>
        <source>The disk has no room for the backup, so nothing could be removed now.</source>
        <translation>Não há espaço no disco para o backup, por isso nada poderia ser removido agora.</translation>
    </message>
    <message>
        <source>The output can't be written: {reason}.</source>
        <translation>Não foi possível gravar a saída: {reason}.</translation>
    </message>
    <message>
        <source>The source is cut off or damaged; what stood before that is counted.</source>
        <translation>A origem está cortada ou danificada; o que vinha antes foi contado.</translation>
    </message>
    <message>
        <source>The window's libraries can't be loaded: {reason}. `packaging/run.sh` installs what is missing.</source>
        <translation>Não foi possível carregar as bibliotecas da janela: {reason}. `packaging/run.sh` instala o que falta.</translation>
    </message>
    <message>
        <source>There is no conversation yet.</source>
        <translation>Ainda não há conversas.</translation>
    </message>
    <message>
        <source>There is no screen here. `sempre send TEXT` works without one, and `sempre --screenshot FILE` draws the window into a picture.</source>
        <translation>Não há tela aqui. `sempre send TEXT` funciona sem tela, e `sempre --screenshot FILE` desenha a janela em uma imagem.</translation>
    </message>
    <message>
        <source>This conversation is still empty.</source>
        <translation>Esta conversa ainda está vazia.</translation>
    </message>
    <message>
        <source>This is in {file}. Nothing was sent anywhere.</source>
        <translation>Isto está em {file}. Nada foi enviado a ninguém.</translation>
    </message>
    <message>
        <source>To bring everything back: sempre restore {path}</source>
        <translation>Para trazer tudo de volta: sempre restore {path}</translation>
    </message>
    <message>
        <source>To do it: sempre cleanup --confirm "{phrase}"</source>
        <translation>Para fazer isso: sempre cleanup --confirm "{phrase}"</translation>
    </message>
    <message>
        <source>Vault: {transcripts} transcripts, {copied} with a copy of their own, {size}</source>
        <translation>Cofre: transcrições: {transcripts}; com cópia própria: {copied}; {size}</translation>
    </message>
    <message>
        <source>Version: {version}</source>
        <translation>Versão: {version}</translation>
    </message>
    <message>
        <source>With: {versions}</source>
        <translation>Com: {versions}</translation>
    </message>
    <message>
        <source>Written: {path} ({size})</source>
        <translation>Gravado: {path} ({size})</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
    <message>
        <source>Your data is at risk.</source>
        <translation>Seus dados estão em risco.</translation>
    </message>
    <message>
        <source>a loop: {id} continues itself, perhaps through others</source>
        <translation>um ciclo: {id} continua a si mesmo, talvez por meio de outros</translation>
    </message>
    <message>
        <source>a record that was cut off</source>
        <translation>um registro cortado</translation>
    </message>
    <message>
        <source>a tool call without a result: {id}</source>
        <translation>uma chamada de ferramenta sem resultado: {id}</translation>
    </message>
    <message>
        <source>a tool result without a call: {id}</source>
        <translation>um resultado de ferramenta sem chamada: {id}</translation>
    </message>
    <message>
        <source>can't be read: {reason}</source>
        <translation>não pode ser lida: {reason}</translation>
    </message>
    <message>
        <source>cleanupPeriodDays: {before} → {after} in {path}</source>
        <translation>cleanupPeriodDays: {before} → {after} em {path}</translation>
    </message>
    <message>
        <source>continues a record that is missing: {id}</source>
        <translation>continua um registro que falta: {id}</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>danificada</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vazia</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>image</source>
        <translation>imagem</translation>
    </message>
    <message>
        <source>letters that no encoding explains</source>
        <translation>letras que nenhuma codificação explica</translation>
    </message>
    <message>
        <source>nested too deeply to be read</source>
        <translation>aninhamento profundo demais para ler</translation>
    </message>
    <message>
        <source>not a record</source>
        <translation>não é um registro</translation>
    </message>
    <message>
        <source>note</source>
        <translation>nota</translation>
    </message>
    <message>
        <source>part</source>
        <translation>parte</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>pronta</translation>
    </message>
    <message>
        <source>rescued</source>
        <translation>resgatada</translation>
    </message>
    <message>
        <source>result</source>
        <translation>resultado</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>íntegra</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>raciocínio</translation>
    </message>
    <message>
        <source>too large to be shown</source>
        <translation>grande demais para mostrar</translation>
    </message>
    <message>
        <source>two different records have the id {id}</source>
        <translation>dois registros diferentes têm o id {id}</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>ilegível</translation>
    </message>
    <message>
        <source>zero bytes</source>
        <translation>bytes zerados</translation>
    </message>
    <message>
        <source>{flag} is refused: the value is fixed at {fixed}, because conversations are permanent.</source>
        <translation>{flag} foi recusado: o valor é fixo em {fixed}, porque as conversas são permanentes.</translation>
    </message>
    <message>
        <source>{new}, {grown}, {known}, {unreadable}.</source>
        <translation>{new}, {grown}, {known}, {unreadable}.</translation>
    </message>
    <message numerus="yes">
        <source>{n} are due</source>
        <translation>
            <numerusform>{n} está para ser apagada</numerusform>
            <numerusform>{n} estão para ser apagadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes at {offset} are damaged ({reason}); they are kept in the file.</source>
        <translation>
            <numerusform>{n} byte na posição {offset} está danificado ({reason}); ele continua no arquivo.</numerusform>
            <numerusform>{n} bytes na posição {offset} estão danificados ({reason}); eles continuam no arquivo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes at {offset}: {reason}</source>
        <translation>
            <numerusform>{n} byte na posição {offset}: {reason}</numerusform>
            <numerusform>{n} bytes na posição {offset}: {reason}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} completed</source>
        <translation>
            <numerusform>{n} completado</numerusform>
            <numerusform>{n} completados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations</source>
        <translation>
            <numerusform>{n} conversa</numerusform>
            <numerusform>{n} conversas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations have damage; nothing was changed.</source>
        <translation>
            <numerusform>{n} conversa está danificada; nada foi alterado.</numerusform>
            <numerusform>{n} conversas estão danificadas; nada foi alterado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations rebuilt from {prompts} prompts; their replies are lost.</source>
        <translation>
            <numerusform>{n} conversa refeita com mensagens suas ({prompts}); as respostas dela se perderam.</numerusform>
            <numerusform>{n} conversas refeitas com mensagens suas ({prompts}); as respostas delas se perderam.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations removed; backup at {path}</source>
        <translation>
            <numerusform>{n} conversa removida; backup em {path}</numerusform>
            <numerusform>{n} conversas removidas; backup em {path}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations were not exported.</source>
        <translation>
            <numerusform>{n} conversa não foi exportada.</numerusform>
            <numerusform>{n} conversas não foram exportadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations would be removed ({size}).</source>
        <translation>
            <numerusform>{n} conversa seria removida ({size}).</numerusform>
            <numerusform>{n} conversas seriam removidas ({size}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} damaged lines</source>
        <translation>
            <numerusform>{n} linha danificada</numerusform>
            <numerusform>{n} linhas danificadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files brought back</source>
        <translation>
            <numerusform>{n} arquivo trazido de volta</numerusform>
            <numerusform>{n} arquivos trazidos de volta</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files checked</source>
        <translation>
            <numerusform>{n} arquivo verificado</numerusform>
            <numerusform>{n} arquivos verificados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} known already</source>
        <translation>
            <numerusform>{n} já conhecida</numerusform>
            <numerusform>{n} já conhecidas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} mensagem</numerusform>
            <numerusform>{n} mensagens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new conversations</source>
        <translation>
            <numerusform>{n} conversa nova</numerusform>
            <numerusform>{n} conversas novas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of Claude Code</source>
        <translation>
            <numerusform>{n} do Claude Code</numerusform>
            <numerusform>{n} do Claude Code</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of yours</source>
        <translation>
            <numerusform>{n} sua</numerusform>
            <numerusform>{n} suas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} prompts of older versions name no conversation and were left out.</source>
        <translation>
            <numerusform>{n} mensagem de uma versão antiga não diz de que conversa é e ficou de fora.</numerusform>
            <numerusform>{n} mensagens de versões antigas não dizem de que conversa são e ficaram de fora.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} records</source>
        <translation>
            <numerusform>{n} registro</numerusform>
            <numerusform>{n} registros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} replies were cut off last time; what had arrived is kept.</source>
        <translation>
            <numerusform>{n} resposta foi cortada da última vez; o que já tinha chegado está guardado.</numerusform>
            <numerusform>{n} respostas foram cortadas da última vez; o que já tinha chegado está guardado.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} that Claude Code has deleted</source>
        <translation>
            <numerusform>{n} que o Claude Code apagou</numerusform>
            <numerusform>{n} que o Claude Code apagou</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} transcripts are protected</source>
        <translation>
            <numerusform>{n} transcrição está protegida</numerusform>
            <numerusform>{n} transcrições estão protegidas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} unreadable</source>
        <translation>
            <numerusform>{n} ilegível</numerusform>
            <numerusform>{n} ilegíveis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} unreadable files</source>
        <translation>
            <numerusform>{n} arquivo ilegível</numerusform>
            <numerusform>{n} arquivos ilegíveis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were there already</source>
        <translation>
            <numerusform>{n} já presente</numerusform>
            <numerusform>{n} já presentes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{percent} % lead from the last message back to the first; {n} records stand on other branches.</source>
        <translation>
            <numerusform>{percent} % levam da última mensagem à primeira; {n} registro está em outro ramo.</numerusform>
            <numerusform>{percent} % levam da última mensagem à primeira; {n} registros estão em outros ramos.</numerusform>
        </translation>
    </message>
    <message>
        <source>{restored}, {merged}, {unchanged}.</source>
        <translation>{restored}, {merged}, {unchanged}.</translation>
    </message>
    <message>
        <source>── older messages were summarised here ──</source>
        <translation>── mensagens anteriores foram resumidas aqui ──</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Attach files</source>
        <translation>Anexar arquivos</translation>
    </message>
    <message>
        <source>Attach images, PDFs or text files</source>
        <translation>Anexar imagens, PDFs ou arquivos de texto</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Imagem colada</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Salvando…</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Send (Return)</source>
        <translation>Enviar (Return)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Stop the reply (Esc)</source>
        <translation>Parar a resposta (Esc)</translation>
    </message>
    <message>
        <source>Take out {file}</source>
        <translation>Retirar {file}</translation>
    </message>
    <message>
        <source>Write a message…</source>
        <translation>Escreva uma mensagem…</translation>
    </message>
    <message>
        <source>{file}, {size}</source>
        <translation>{file}, {size}</translation>
    </message>
</context>
<context>
    <name>ContextMeter</name>
    <message>
        <source>A summary stood for the messages before.</source>
        <translation>Um resumo representou as mensagens anteriores.</translation>
    </message>
    <message>
        <source>Everything is still in the file.</source>
        <translation>Tudo continua no arquivo.</translation>
    </message>
    <message>
        <source>Go to a message brought back ({number})</source>
        <translation>Ir para uma mensagem trazida de volta ({number})</translation>
    </message>
    <message>
        <source>Go to a message recalled ({number})</source>
        <translation>Ir para uma mensagem lembrada ({number})</translation>
    </message>
    <message>
        <source>Go to the oldest message shown</source>
        <translation>Ir para a mensagem mais antiga mostrada</translation>
    </message>
    <message>
        <source>Go to where the summary ends</source>
        <translation>Ir para onde o resumo termina</translation>
    </message>
    <message>
        <source>It saw the newest messages word for word.</source>
        <translation>Ele viu as mensagens mais novas palavra por palavra.</translation>
    </message>
    <message>
        <source>That is the whole conversation.</source>
        <translation>É a conversa inteira.</translation>
    </message>
    <message>
        <source>The model saw {tokens} of {budget} tokens.</source>
        <translation>O modelo viu {tokens} de {budget} tokens.</translation>
    </message>
    <message numerus="yes">
        <source>{n} messages were brought back by you.</source>
        <translation>
            <numerusform>{n} mensagem foi trazida de volta por você.</numerusform>
            <numerusform>{n} mensagens foram trazidas de volta por você.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} older messages were recalled for your question.</source>
        <translation>
            <numerusform>{n} mensagem mais antiga foi lembrada para a sua pergunta.</numerusform>
            <numerusform>{n} mensagens mais antigas foram lembradas para a sua pergunta.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Conversations</name>
    <message>
        <source>Please continue where you stopped.</source>
        <translation>Continue de onde você parou, por favor.</translation>
    </message>
</context>
<context>
    <name>Damage</name>
    <message>
        <source>empty bytes</source>
        <translation>bytes vazios</translation>
    </message>
    <message>
        <source>nested too deep</source>
        <translation>aninhamento profundo demais</translation>
    </message>
    <message>
        <source>not a record</source>
        <translation>não é um registro</translation>
    </message>
    <message>
        <source>not valid text</source>
        <translation>texto inválido</translation>
    </message>
    <message>
        <source>too large to show</source>
        <translation>grande demais para mostrar</translation>
    </message>
    <message>
        <source>torn</source>
        <translation>registro cortado</translation>
    </message>
</context>
<context>
    <name>DayDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Dia</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>Ir</translation>
    </message>
    <message>
        <source>Go to a day</source>
        <translation>Ir para um dia</translation>
    </message>
    <message>
        <source>Shows the first message of that day, or the next one after it.</source>
        <translation>Mostra a primeira mensagem desse dia ou a seguinte.</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>It never expires and nothing tidies it away. Every message is on your disk before it shows a tick.</source>
        <translation>Ela nunca expira e não some sozinha. Cada mensagem só recebe o visto depois de estar no seu disco.</translation>
    </message>
    <message>
        <source>This conversation is kept for ever</source>
        <translation>Esta conversa fica guardada para sempre</translation>
    </message>
    <message>
        <source>Write below. Return sends, Shift+Return begins a new line.</source>
        <translation>Escreva abaixo. Return envia, Shift+Return começa uma nova linha.</translation>
    </message>
</context>
<context>
    <name>EngineOffer</name>
    <message>
        <source>Also found: {names}.</source>
        <translation>Também encontrados: {names}.</translation>
    </message>
    <message>
        <source>It was found on this machine, and nothing else is chosen.</source>
        <translation>Foi encontrado nesta máquina, e nenhum outro foi escolhido.</translation>
    </message>
    <message>
        <source>No model was found on this machine.</source>
        <translation>Nenhum modelo foi encontrado nesta máquina.</translation>
    </message>
    <message>
        <source>Set up engines…</source>
        <translation>Configurar motores…</translation>
    </message>
    <message>
        <source>{engine} answers with passages of your own history until you add one.</source>
        <translation>{engine} responde com trechos do seu próprio histórico até você adicionar um.</translation>
    </message>
    <message>
        <source>{engine} answers you.</source>
        <translation>Quem responde é {engine}.</translation>
    </message>
</context>
<context>
    <name>Engines</name>
    <message>
        <source>Choose one of: {names}.</source>
        <translation>Escolha entre: {names}.</translation>
    </message>
    <message>
        <source>Name a script file with --script FILE.</source>
        <translation>Indique um arquivo de script com --script FILE.</translation>
    </message>
    <message>
        <source>The account with {engine} has no credit left.</source>
        <translation>A conta em {engine} não tem mais crédito.</translation>
    </message>
    <message>
        <source>The connection to {engine} broke before the reply ended.</source>
        <translation>A conexão com {engine} caiu antes do fim da resposta.</translation>
    </message>
    <message>
        <source>The connection to {engine} broke.</source>
        <translation>A conexão com {engine} caiu.</translation>
    </message>
    <message>
        <source>The engine “scripted” has nothing to play.</source>
        <translation>O motor “scripted” não tem nada para reproduzir.</translation>
    </message>
    <message>
        <source>The message is longer than the model of {engine} takes.</source>
        <translation>A mensagem é mais longa do que o modelo de {engine} comporta.</translation>
    </message>
    <message>
        <source>The message with its files is too large for {engine}.</source>
        <translation>A mensagem com seus arquivos é grande demais para {engine}.</translation>
    </message>
    <message>
        <source>There is no engine “{name}”.</source>
        <translation>Não existe o motor “{name}”.</translation>
    </message>
    <message>
        <source>This model of {engine} takes no images or documents.</source>
        <translation>Este modelo de {engine} não aceita imagens nem documentos.</translation>
    </message>
    <message>
        <source>Your message and what arrived are saved. Send it again.</source>
        <translation>Sua mensagem e o que chegou estão salvos. Envie-a de novo.</translation>
    </message>
    <message>
        <source>Your message is saved. Add a key in the settings, then send it again.</source>
        <translation>Sua mensagem está salva. Adicione uma chave nas configurações e envie-a de novo.</translation>
    </message>
    <message>
        <source>Your message is saved. Add credit there, then send it again.</source>
        <translation>Sua mensagem está salva. Adicione crédito lá e envie-a de novo.</translation>
    </message>
    <message>
        <source>Your message is saved. Change it, or choose another model.</source>
        <translation>Sua mensagem está salva. Altere-a ou escolha outro modelo.</translation>
    </message>
    <message>
        <source>Your message is saved. Check that the address in the settings is that of the server's API.</source>
        <translation>Sua mensagem está salva. Verifique se o endereço nas configurações é o da API do servidor.</translation>
    </message>
    <message>
        <source>Your message is saved. Check the network, or whether the server is running, then send it again.</source>
        <translation>Sua mensagem está salva. Verifique a rede ou se o servidor está em execução e envie-a de novo.</translation>
    </message>
    <message>
        <source>Your message is saved. Choose another model, or ask whoever manages the account.</source>
        <translation>Sua mensagem está salva. Escolha outro modelo ou fale com quem administra a conta.</translation>
    </message>
    <message>
        <source>Your message is saved. Choose another model, or check the address.</source>
        <translation>Sua mensagem está salva. Escolha outro modelo ou verifique o endereço.</translation>
    </message>
    <message>
        <source>Your message is saved. Choose another model, or send it without the files.</source>
        <translation>Sua mensagem está salva. Escolha outro modelo ou envie-a sem os arquivos.</translation>
    </message>
    <message>
        <source>Your message is saved. Install a model there, or name one in the settings, then send it again.</source>
        <translation>Sua mensagem está salva. Instale um modelo lá ou indique um nas configurações e envie-a de novo.</translation>
    </message>
    <message>
        <source>Your message is saved. Put in another key in the settings, then send again.</source>
        <translation>Sua mensagem está salva. Coloque outra chave nas configurações e envie de novo.</translation>
    </message>
    <message>
        <source>Your message is saved. Send it again in a few minutes.</source>
        <translation>Sua mensagem está salva. Envie-a de novo em alguns minutos.</translation>
    </message>
    <message>
        <source>Your message is saved. Send it again later.</source>
        <translation>Sua mensagem está salva. Envie-a de novo mais tarde.</translation>
    </message>
    <message>
        <source>Your message is saved. Send it again with fewer or smaller files.</source>
        <translation>Sua mensagem está salva. Envie-a de novo com menos arquivos ou com arquivos menores.</translation>
    </message>
    <message>
        <source>Your message is saved. Send it again.</source>
        <translation>Sua mensagem está salva. Envie-a de novo.</translation>
    </message>
    <message>
        <source>Your message is saved. Send it in parts, or choose a model that takes more.</source>
        <translation>Sua mensagem está salva. Envie-a em partes ou escolha um modelo que comporte mais.</translation>
    </message>
    <message>
        <source>Your message is saved. Wait a while, then send it again.</source>
        <translation>Sua mensagem está salva. Espere um pouco e envie-a de novo.</translation>
    </message>
    <message>
        <source>{engine} answered with something that is no reply.</source>
        <translation>{engine} respondeu com algo que não é uma resposta.</translation>
    </message>
    <message>
        <source>{engine} asks you to slow down.</source>
        <translation>{engine} pede que você vá mais devagar.</translation>
    </message>
    <message>
        <source>{engine} can't be reached.</source>
        <translation>Não é possível alcançar {engine}.</translation>
    </message>
    <message>
        <source>{engine} did not answer in time.</source>
        <translation>{engine} não respondeu a tempo.</translation>
    </message>
    <message>
        <source>{engine} does not accept the key.</source>
        <translation>{engine} não aceita a chave.</translation>
    </message>
    <message>
        <source>{engine} does not allow this key what was asked for.</source>
        <translation>{engine} não permite a esta chave o que foi pedido.</translation>
    </message>
    <message>
        <source>{engine} does not have the model, or is not at this address.</source>
        <translation>{engine} não tem o modelo ou não está neste endereço.</translation>
    </message>
    <message>
        <source>{engine} has a problem of its own and did not answer.</source>
        <translation>{engine} está com um problema próprio e não respondeu.</translation>
    </message>
    <message>
        <source>{engine} has a problem of its own.</source>
        <translation>{engine} está com um problema próprio.</translation>
    </message>
    <message>
        <source>{engine} is overloaded and did not answer.</source>
        <translation>{engine} está sobrecarregado e não respondeu.</translation>
    </message>
    <message>
        <source>{engine} is overloaded.</source>
        <translation>{engine} está sobrecarregado.</translation>
    </message>
    <message>
        <source>{engine} needs a key, and there is none.</source>
        <translation>{engine} precisa de uma chave, e não há nenhuma.</translation>
    </message>
    <message>
        <source>{engine} offers no model.</source>
        <translation>{engine} não oferece nenhum modelo.</translation>
    </message>
    <message>
        <source>{engine} refused the request.</source>
        <translation>{engine} recusou o pedido.</translation>
    </message>
    <message>
        <source>{engine} takes no more requests for now.</source>
        <translation>{engine} não aceita mais pedidos por enquanto.</translation>
    </message>
    <message>
        <source>{sentence} It says: “{words}”</source>
        <translation>{sentence} Ele diz: “{words}”</translation>
    </message>
</context>
<context>
    <name>EnginesDialog</name>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Endereço</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Chave</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modelo</translation>
    </message>
    <message>
        <source>A key is kept in the system's keyring, never in a file. A server on your own machine usually needs none.</source>
        <translation>A chave fica no chaveiro do sistema, nunca em um arquivo. Um servidor na sua própria máquina geralmente não precisa de nenhuma.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>Adicionar um servidor</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Endereço do servidor</translation>
    </message>
    <message>
        <source>Answers with passages of your own history. It needs no key and no network.</source>
        <translation>Responde com trechos do seu próprio histórico. Não precisa de chave nem de rede.</translation>
    </message>
    <message>
        <source>Any server that speaks OpenAI's API, also one on your own machine.</source>
        <translation>Qualquer servidor que fale a API da OpenAI, também um na sua própria máquina.</translation>
    </message>
    <message>
        <source>Claude Code uses its own log-in.</source>
        <translation>O Claude Code usa o login dele.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>Motores</translation>
    </message>
    <message>
        <source>Install it with “pip install 'sempre[claude]'”, run “claude” once in a terminal to log in, then start Sempre again.</source>
        <translation>Instale com “pip install 'sempre[claude]'”, execute “claude” uma vez em um terminal para entrar e inicie o Sempre de novo.</translation>
    </message>
    <message>
        <source>Keep key</source>
        <translation>Guardar chave</translation>
    </message>
    <message>
        <source>Kept in the keyring; type to replace it</source>
        <translation>Guardada no chaveiro; digite para trocá-la</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Chave</translation>
    </message>
    <message>
        <source>List models</source>
        <translation>Listar modelos</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Name of the server</source>
        <translation>Nome do servidor</translation>
    </message>
    <message>
        <source>Needs a key</source>
        <translation>Precisa de uma chave</translation>
    </message>
    <message>
        <source>New conversations are answered by {engine}.</source>
        <translation>Quem responde às conversas novas é: {engine}.</translation>
    </message>
    <message>
        <source>None is chosen, so the first that can be used answers: {engine}.</source>
        <translation>Nenhum foi escolhido; responde o primeiro que pode ser usado: {engine}.</translation>
    </message>
    <message>
        <source>Not installed, or not logged in</source>
        <translation>Não instalado ou sem login</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nada foi alterado.</translation>
    </message>
    <message>
        <source>Offer this engine</source>
        <translation>Oferecer este motor</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Pronto</translation>
    </message>
    <message>
        <source>Ready: found on this machine</source>
        <translation>Pronto: encontrado nesta máquina</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Say hello</source>
        <translation>Dizer olá</translation>
    </message>
    <message>
        <source>Switched off</source>
        <translation>Desligado</translation>
    </message>
    <message>
        <source>The engine's own choice</source>
        <translation>A escolha do próprio motor</translation>
    </message>
    <message>
        <source>The key is in the system's keyring.</source>
        <translation>A chave está no chaveiro do sistema.</translation>
    </message>
    <message>
        <source>The vendor's own</source>
        <translation>O do próprio fornecedor</translation>
    </message>
    <message>
        <source>This is no address of a server.</source>
        <translation>Isto não é o endereço de um servidor.</translation>
    </message>
    <message>
        <source>Use by default</source>
        <translation>Usar por padrão</translation>
    </message>
    <message>
        <source>Write it as http://127.0.0.1:1234/v1; a key does not belong in it.</source>
        <translation>Escreva-o como http://127.0.0.1:1234/v1; a chave não faz parte dele.</translation>
    </message>
    <message>
        <source>{engine} is being asked…</source>
        <translation>Perguntando a {engine}…</translation>
    </message>
    <message>
        <source>{engine} says: “{words}”</source>
        <translation>{engine} diz: “{words}”</translation>
    </message>
    <message>
        <source>{engine} – Did not answer</source>
        <translation>{engine} – Não respondeu</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>A reply is still being written in this conversation.</source>
        <translation>Uma resposta ainda está sendo escrita nesta conversa.</translation>
    </message>
    <message>
        <source>All {limit} engine connections are busy.</source>
        <translation>Todas as {limit} conexões com motores estão ocupadas.</translation>
    </message>
    <message>
        <source>All {limit} live conversations are waiting for a reply.</source>
        <translation>Todas as {limit} conversas ativas estão esperando uma resposta.</translation>
    </message>
    <message>
        <source>An id looks like 00000000-0000-0000-0000-000000000001; `sempre sessions` lists yours.</source>
        <translation>Um ID é como 00000000-0000-0000-0000-000000000001; `sempre sessions` lista os seus.</translation>
    </message>
    <message>
        <source>Another program removed {path}.</source>
        <translation>Outro programa removeu {path}.</translation>
    </message>
    <message>
        <source>Another program replaced {path}.</source>
        <translation>Outro programa substituiu {path}.</translation>
    </message>
    <message>
        <source>Another program shortened {path}.</source>
        <translation>Outro programa encurtou {path}.</translation>
    </message>
    <message>
        <source>Check who owns the file and what it is, then open it again.</source>
        <translation>Verifique de quem é o arquivo e o que ele é, e abra de novo.</translation>
    </message>
    <message>
        <source>Choose another mode, or start Sempre as another user.</source>
        <translation>Escolha outro modo ou inicie o Sempre como outro usuário.</translation>
    </message>
    <message>
        <source>Choose another place for the copy.</source>
        <translation>Escolha outro lugar para a cópia.</translation>
    </message>
    <message>
        <source>Choose another with --data-dir, or make it writable for you.</source>
        <translation>Escolha outra com --data-dir ou dê a você permissão de gravação nela.</translation>
    </message>
    <message>
        <source>Claude Code can't be given the conversation: {reason} ({path}).</source>
        <translation>A conversa não pode ser passada ao Claude Code: {reason} ({path}).</translation>
    </message>
    <message>
        <source>Claude Code has this conversation open in another place (process {pid}).</source>
        <translation>O Claude Code está com esta conversa aberta em outro lugar (processo {pid}).</translation>
    </message>
    <message>
        <source>Continue in a copy</source>
        <translation>Continuar em uma cópia</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copiar o relatório</translation>
    </message>
    <message>
        <source>Everything saved before is untouched; the text you typed stays in the composer.</source>
        <translation>Tudo o que já estava salvo continua intacto; o texto que você digitou fica no campo de mensagem.</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Acompanhar</translation>
    </message>
    <message>
        <source>Follow it here until it is closed there, or go on in a copy of your own.</source>
        <translation>Acompanhe aqui até que ela seja fechada lá, ou continue em uma cópia sua.</translation>
    </message>
    <message>
        <source>Free some space or make the file readable and writable, then send again.</source>
        <translation>Libere espaço ou permita ler e escrever o arquivo, e envie de novo.</translation>
    </message>
    <message>
        <source>Free some space or repair the disk, then send it again.</source>
        <translation>Libere espaço ou conserte o disco e envie de novo.</translation>
    </message>
    <message>
        <source>Its conversations are safe; no second window was opened.</source>
        <translation>As conversas estão seguras; nenhuma segunda janela foi aberta.</translation>
    </message>
    <message>
        <source>Make it again, or choose another directory for this conversation.</source>
        <translation>Crie-o de novo ou escolha outro diretório para esta conversa.</translation>
    </message>
    <message>
        <source>Nobody waits for this permission any more.</source>
        <translation>Ninguém mais espera por esta permissão.</translation>
    </message>
    <message>
        <source>Nothing can be written just now: Sempre is closing or cleaning up.</source>
        <translation>Nada pode ser gravado agora: o Sempre está fechando ou fazendo uma limpeza.</translation>
    </message>
    <message>
        <source>Nothing was changed and nothing is lost.</source>
        <translation>Nada foi alterado e nada se perdeu.</translation>
    </message>
    <message>
        <source>Nothing was written to it. What you see may be only in memory.</source>
        <translation>Nada foi gravado nele. O que você vê pode estar só na memória.</translation>
    </message>
    <message>
        <source>Nothing was written, so the two can't part ways.</source>
        <translation>Nada foi escrito, portanto as duas não podem se separar.</translation>
    </message>
    <message>
        <source>Open the conversation again; `sempre backup` holds older copies.</source>
        <translation>Abra a conversa de novo; os backups feitos com `sempre backup` têm cópias anteriores.</translation>
    </message>
    <message>
        <source>Put the file back and the conversation goes on, or restore it from a backup.</source>
        <translation>Ponha o arquivo de volta e a conversa continua, ou restaure-a de um backup.</translation>
    </message>
    <message>
        <source>Sempre is open already and does not answer.</source>
        <translation>O Sempre já está aberto e não responde.</translation>
    </message>
    <message>
        <source>Send a message that says what to do now.</source>
        <translation>Envie uma mensagem que diga o que fazer agora.</translation>
    </message>
    <message>
        <source>Send your message again, or choose another engine.</source>
        <translation>Envie sua mensagem de novo ou escolha outro motor.</translation>
    </message>
    <message>
        <source>Send your message again; the log says where it failed.</source>
        <translation>Envie sua mensagem de novo; o log diz onde houve a falha.</translation>
    </message>
    <message>
        <source>Something in Sempre went wrong ({kind}).</source>
        <translation>Algo no Sempre deu errado ({kind}).</translation>
    </message>
    <message>
        <source>The confirmation phrase is not right, so nothing was removed.</source>
        <translation>A frase de confirmação não confere, por isso nada foi removido.</translation>
    </message>
    <message>
        <source>The conversation was only read; nothing in it changed.</source>
        <translation>A conversa só foi lida; nada nela mudou.</translation>
    </message>
    <message>
        <source>The data directory {path} can't be used: {reason}.</source>
        <translation>Não foi possível usar a pasta de dados {path}: {reason}.</translation>
    </message>
    <message>
        <source>The disk refused the reply, so it is not saved.</source>
        <translation>O disco recusou a resposta, por isso ela não está salva.</translation>
    </message>
    <message>
        <source>The file of this conversation was removed or moved.</source>
        <translation>O arquivo desta conversa foi removido ou movido.</translation>
    </message>
    <message>
        <source>The file was left as it is; all other conversations work.</source>
        <translation>O arquivo foi deixado como está; todas as outras conversas funcionam.</translation>
    </message>
    <message>
        <source>The working directory {path} does not exist.</source>
        <translation>O diretório de trabalho {path} não existe.</translation>
    </message>
    <message>
        <source>There is no conversation {id} on this machine.</source>
        <translation>Não existe a conversa {id} neste computador.</translation>
    </message>
    <message>
        <source>There is no text to save.</source>
        <translation>Não há texto para salvar.</translation>
    </message>
    <message>
        <source>To remove everything, type exactly: {phrase}</source>
        <translation>Para remover tudo, digite exatamente: {phrase}</translation>
    </message>
    <message>
        <source>Try again when it is done.</source>
        <translation>Tente de novo quando terminar.</translation>
    </message>
    <message>
        <source>Try again; if it stays, look at the status panel.</source>
        <translation>Tente de novo; se persistir, veja o painel de status.</translation>
    </message>
    <message>
        <source>Type something first.</source>
        <translation>Digite algo primeiro.</translation>
    </message>
    <message>
        <source>Wait a moment and start again, or end the other one if it hangs.</source>
        <translation>Espere um momento e abra de novo, ou encerre o outro se ele travou.</translation>
    </message>
    <message>
        <source>Wait for a reply to end, or stop one, then send again.</source>
        <translation>Espere uma resposta terminar, ou pare uma, e envie de novo.</translation>
    </message>
    <message>
        <source>Wait for it to end, or stop it with Esc.</source>
        <translation>Espere terminar ou pare com Esc.</translation>
    </message>
    <message>
        <source>Wait for one of them to end, or stop one, then try again.</source>
        <translation>Espere uma delas terminar, ou pare uma, e tente de novo.</translation>
    </message>
    <message>
        <source>Wait for them to end, or stop them, then try again.</source>
        <translation>Espere terminarem, ou pare-as, e tente de novo.</translation>
    </message>
    <message>
        <source>What you see stays on the screen, and what you typed stays in the box.</source>
        <translation>O que você vê continua na tela, e o que você digitou continua na caixa.</translation>
    </message>
    <message>
        <source>Working without asking is refused while Sempre runs as root.</source>
        <translation>Trabalhar sem perguntar é recusado enquanto o Sempre roda como root.</translation>
    </message>
    <message>
        <source>You can go on. The details are in the log, without any message text.</source>
        <translation>Você pode continuar. Os detalhes estão no log, sem o texto de nenhuma mensagem.</translation>
    </message>
    <message>
        <source>Your conversations are on the disk and untouched.</source>
        <translation>Suas conversas estão no disco, intactas.</translation>
    </message>
    <message>
        <source>Your message is not saved: {reason} ({path}).</source>
        <translation>Sua mensagem não está salva: {reason} ({path}).</translation>
    </message>
    <message>
        <source>Your message is saved and not yet answered.</source>
        <translation>Sua mensagem está salva e ainda sem resposta.</translation>
    </message>
    <message>
        <source>Your message is saved, and so is what arrived of the reply.</source>
        <translation>Sua mensagem está salva, assim como o que chegou da resposta.</translation>
    </message>
    <message>
        <source>Your message is saved. What could be kept of the reply comes back when Sempre starts next.</source>
        <translation>Sua mensagem está salva. O que foi possível guardar da resposta volta quando o Sempre iniciar de novo.</translation>
    </message>
    <message>
        <source>Your text stays in the composer.</source>
        <translation>Seu texto fica no campo de mensagem.</translation>
    </message>
    <message>
        <source>`sempre sessions` lists every conversation.</source>
        <translation>`sempre sessions` lista todas as conversas.</translation>
    </message>
    <message>
        <source>{engine} ended without a reply.</source>
        <translation>{engine} terminou sem uma resposta.</translation>
    </message>
    <message>
        <source>{engine} failed in an unexpected way.</source>
        <translation>{engine} falhou de um jeito inesperado.</translation>
    </message>
    <message numerus="yes">
        <source>{n} replies are still being written.</source>
        <translation>
            <numerusform>{n} resposta ainda está sendo escrita.</numerusform>
            <numerusform>{n} respostas ainda estão sendo escritas.</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} can't be read: {reason}.</source>
        <translation>Não foi possível ler {path}: {reason}.</translation>
    </message>
    <message>
        <source>{path} can't be written: {reason}.</source>
        <translation>Não foi possível gravar {path}: {reason}.</translation>
    </message>
    <message>
        <source>“{id}” is not a conversation id.</source>
        <translation>“{id}” não é um ID de conversa.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Choose a directory that exists, on a disk with room.</source>
        <translation>Escolha uma pasta que existe, em um disco com espaço.</translation>
    </message>
    <message>
        <source>Choose a place outside of it.</source>
        <translation>Escolha um lugar fora dele.</translation>
    </message>
    <message>
        <source>Choose another name, or allow it to be replaced (`--force`).</source>
        <translation>Escolha outro nome ou permita que ele seja substituído (`--force`).</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversa</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erro</translation>
    </message>
    <message>
        <source>Export as HTML and print it from a browser.</source>
        <translation>Exporte como HTML e imprima de um navegador.</translation>
    </message>
    <message>
        <source>Exported by Sempre on {moment}</source>
        <translation>Exportado pelo Sempre em {moment}</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falhou</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>Procurar nesta conversa</translation>
    </message>
    <message>
        <source>No file was made or changed; the conversation is untouched.</source>
        <translation>Nenhum arquivo foi criado ou alterado; a conversa está intacta.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Aviso</translation>
    </message>
    <message>
        <source>Older messages were summarised here</source>
        <translation>Mensagens mais antigas foram resumidas aqui</translation>
    </message>
    <message>
        <source>Part: {name}</source>
        <translation>Parte: {name}</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagem</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Resposta</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumo</translation>
    </message>
    <message>
        <source>The PDF could not be made: {reason}.</source>
        <translation>O PDF não pôde ser feito: {reason}.</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Raciocínio</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Ferramenta</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrompida</translation>
    </message>
    <message>
        <source>sub-agent</source>
        <translation>subagente</translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes are damaged here; they are kept in the conversation's file.</source>
        <translation>
            <numerusform>{n} byte está danificado aqui; ele continua no arquivo da conversa.</numerusform>
            <numerusform>{n} bytes estão danificados aqui; eles continuam no arquivo da conversa.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} mensagem</numerusform>
            <numerusform>{n} mensagens</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} can't be written: {reason}.</source>
        <translation>{path} não pode ser gravado: {reason}.</translation>
    </message>
    <message>
        <source>{path} is a place where conversations are kept.</source>
        <translation>{path} é um lugar onde conversas são guardadas.</translation>
    </message>
    <message>
        <source>{path} is there already.</source>
        <translation>{path} já existe.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>All conversations</source>
        <translation>Todas as conversas</translation>
    </message>
    <message>
        <source>Choose a place</source>
        <translation>Escolher um lugar</translation>
    </message>
    <message>
        <source>Choose a place…</source>
        <translation>Escolher um lugar…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formato</translation>
    </message>
    <message>
        <source>JSON, every record as it is kept</source>
        <translation>JSON, cada registro como é guardado</translation>
    </message>
    <message>
        <source>Markdown, plain text to read and edit</source>
        <translation>Markdown, texto simples para ler e editar</translation>
    </message>
    <message>
        <source>PDF, to print</source>
        <translation>PDF, para imprimir</translation>
    </message>
    <message>
        <source>This conversation</source>
        <translation>Esta conversa</translation>
    </message>
    <message>
        <source>Web page (HTML), to read and search in any browser</source>
        <translation>Página web (HTML), para ler e pesquisar em qualquer navegador</translation>
    </message>
    <message>
        <source>With thinking</source>
        <translation>Com raciocínio</translation>
    </message>
    <message>
        <source>With tool calls and their results</source>
        <translation>Com chamadas de ferramentas e seus resultados</translation>
    </message>
    <message>
        <source>Write conversations as files for other people.</source>
        <translation>Grava conversas como arquivos para outras pessoas.</translation>
    </message>
    <message>
        <source>Written: {path} ({size}).</source>
        <translation>Gravado: {path} ({size}).</translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations were written.</source>
        <translation>
            <numerusform>{n} conversa foi gravada.</numerusform>
            <numerusform>{n} conversas foram gravadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were not exported:</source>
        <translation>
            <numerusform>{n} não foi exportada:</numerusform>
            <numerusform>{n} não foram exportadas:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Fechar (Esc)</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>Localizar nesta conversa</translation>
    </message>
    <message>
        <source>Hit above (Shift+F3)</source>
        <translation>Ocorrência acima (Shift+F3)</translation>
    </message>
    <message>
        <source>Hit below (F3)</source>
        <translation>Ocorrência abaixo (F3)</translation>
    </message>
    <message>
        <source>No hits</source>
        <translation>Nenhuma ocorrência</translation>
    </message>
    <message>
        <source>Not searched</source>
        <translation>Busca não realizada</translation>
    </message>
    <message>
        <source>Text to find in this conversation</source>
        <translation>Texto a localizar nesta conversa</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>{number} de {total}</translation>
    </message>
    <message numerus="yes">
        <source>{n} hits</source>
        <translation>
            <numerusform>{n} ocorrência</numerusform>
            <numerusform>{n} ocorrências</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} hits so far…</source>
        <translation>
            <numerusform>{n} ocorrência até agora…</numerusform>
            <numerusform>{n} ocorrências até agora…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Follow</name>
    <message>
        <source>Claude Code still has this conversation open. Close it there first, or go on in a copy.</source>
        <translation>O Claude Code ainda está com esta conversa aberta. Feche-a lá primeiro ou continue em uma cópia.</translation>
    </message>
    <message>
        <source>Continue in a copy</source>
        <translation>Continuar em uma cópia</translation>
    </message>
    <message>
        <source>Write here again</source>
        <translation>Voltar a escrever aqui</translation>
    </message>
    <message>
        <source>You follow this conversation: what Claude Code writes appears here by itself. What you typed stays in the box until you write here again.</source>
        <translation>Você está acompanhando esta conversa: o que o Claude Code escreve aparece aqui sozinho. O que você digitou fica na caixa até você voltar a escrever aqui.</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>just now</source>
        <translation>agora mesmo</translation>
    </message>
    <message>
        <source>now</source>
        <translation>agora</translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes</source>
        <translation>
            <numerusform>{n} B</numerusform>
            <numerusform>{n} B</numerusform>
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
            <numerusform>há {n} h</numerusform>
            <numerusform>há {n} h</numerusform>
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
            <numerusform>há {n} min</numerusform>
            <numerusform>há {n} min</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Greeting</name>
    <message>
        <source>Add credit to the account, then say hello once more.</source>
        <translation>Adicione crédito à conta e diga olá mais uma vez.</translation>
    </message>
    <message>
        <source>Check the network, the address, and whether the server is running.</source>
        <translation>Verifique a rede, o endereço e se o servidor está funcionando.</translation>
    </message>
    <message>
        <source>Choose another model, or check the address.</source>
        <translation>Escolha outro modelo ou verifique o endereço.</translation>
    </message>
    <message>
        <source>No conversation is concerned; nothing was written.</source>
        <translation>Nenhuma conversa foi afetada; nada foi gravado.</translation>
    </message>
    <message>
        <source>Put the key in again, then say hello once more.</source>
        <translation>Digite a chave de novo e diga olá mais uma vez.</translation>
    </message>
    <message>
        <source>Say hello again in a few minutes.</source>
        <translation>Diga olá de novo em alguns minutos.</translation>
    </message>
    <message>
        <source>{engine} did not answer within {seconds} seconds.</source>
        <translation>{engine} não respondeu em {seconds} segundos.</translation>
    </message>
    <message>
        <source>{engine} said nothing.</source>
        <translation>{engine} não disse nada.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Answers come from</source>
        <translation>Quem responde</translation>
    </message>
    <message>
        <source>Answers come from: {engine}</source>
        <translation>Quem responde: {engine}</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Status panel</source>
        <translation>Painel de status</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>Quem responde</translation>
    </message>
    <message>
        <source>{engine} – not a language model</source>
        <translation>{engine} – não é um modelo de linguagem</translation>
    </message>
    <message>
        <source>{engine} – your own history</source>
        <translation>{engine} – seu próprio histórico</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message numerus="yes">
        <source>At the present growth the disk will be full in {n} days.</source>
        <translation>
            <numerusform>No ritmo atual, o disco ficará cheio em {n} dia.</numerusform>
            <numerusform>No ritmo atual, o disco ficará cheio em {n} dias.</numerusform>
        </translation>
    </message>
    <message>
        <source>Check who owns the file and what it is. All others work.</source>
        <translation>Verifique de quem é o arquivo e o que ele é. Todos os outros funcionam.</translation>
    </message>
    <message numerus="yes">
        <source>Claude Code will delete {n} transcripts at its next start, and they are not protected.</source>
        <translation>
            <numerusform>O Claude Code vai apagar {n} transcrição na próxima vez que iniciar, e ela não está protegida.</numerusform>
            <numerusform>O Claude Code vai apagar {n} transcrições na próxima vez que iniciar, e elas não estão protegidas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude Code will delete {n} transcripts at its next start. Sempre has protected them.</source>
        <translation>
            <numerusform>O Claude Code vai apagar {n} transcrição na próxima vez que iniciar. O Sempre a protegeu.</numerusform>
            <numerusform>O Claude Code vai apagar {n} transcrições na próxima vez que iniciar. O Sempre as protegeu.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude Code will delete {n} transcripts when it cleans up next, and they are not protected.</source>
        <translation>
            <numerusform>O Claude Code vai apagar {n} transcrição na próxima limpeza, e ela não está protegida.</numerusform>
            <numerusform>O Claude Code vai apagar {n} transcrições na próxima limpeza, e elas não estão protegidas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude Code will delete {n} transcripts when it cleans up next. Sempre has protected them.</source>
        <translation>
            <numerusform>O Claude Code vai apagar {n} transcrição na próxima limpeza. O Sempre a protegeu.</numerusform>
            <numerusform>O Claude Code vai apagar {n} transcrições na próxima limpeza. O Sempre as protegeu.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything else opens as before, and the damaged bytes are kept. `sempre verify` tells where they are.</source>
        <translation>Todo o resto abre como antes, e os bytes danificados são guardados. `sempre verify` diz onde eles estão.</translation>
    </message>
    <message>
        <source>Free some space before you go on; messages may not be saved.</source>
        <translation>Libere espaço antes de continuar; mensagens podem não ser salvas.</translation>
    </message>
    <message>
        <source>Free some space soon; when it is full, messages can't be saved.</source>
        <translation>Libere espaço em breve; com o disco cheio, não dá para salvar mensagens.</translation>
    </message>
    <message>
        <source>Free some space, or choose a larger disk with --data-dir.</source>
        <translation>Libere espaço ou escolha um disco maior com --data-dir.</translation>
    </message>
    <message>
        <source>Free some space; `sempre protect --status` names them.</source>
        <translation>Libere espaço; `sempre protect --status` diz quais são.</translation>
    </message>
    <message>
        <source>Make a new backup now; the damaged one stays where it is.</source>
        <translation>Faça um novo backup agora; o danificado fica onde está.</translation>
    </message>
    <message>
        <source>Make a new one now.</source>
        <translation>Faça um novo agora.</translation>
    </message>
    <message>
        <source>Make one, and keep a copy of it on another disk. The settings can have more made by themselves.</source>
        <translation>Faça um e guarde uma cópia em outro disco. Nas configurações você pode pedir que outros sejam feitos automaticamente.</translation>
    </message>
    <message>
        <source>Make the directory writable for you, or mount its disk writable.</source>
        <translation>Dê a você permissão de gravação na pasta ou monte o disco com gravação.</translation>
    </message>
    <message>
        <source>Nothing can be saved: {path} is not writable.</source>
        <translation>Nada pode ser salvo: não há permissão de gravação em {path}.</translation>
    </message>
    <message>
        <source>Protect them now: with `sempre protect`, or by opening the window.</source>
        <translation>Proteja-as agora: com `sempre protect` ou abrindo a janela.</translation>
    </message>
    <message>
        <source>Remove the cause, then make another backup.</source>
        <translation>Elimine a causa e faça outro backup.</translation>
    </message>
    <message>
        <source>Such a system may report data as saved that is not. Choose a local directory with --data-dir.</source>
        <translation>Um sistema assim pode informar que salvou dados que não salvou. Escolha uma pasta local com --data-dir.</translation>
    </message>
    <message numerus="yes">
        <source>The disk has no room for copies of {n} protected transcripts. They are linked: safe from deletion, not from being overwritten.</source>
        <translation>
            <numerusform>O disco não tem espaço para copiar {n} transcrição protegida. Ela está só com link: não se perde se for apagada, mas se perde se for reescrita.</numerusform>
            <numerusform>O disco não tem espaço para copiar {n} transcrições protegidas. Elas estão só com link: não se perdem se forem apagadas, mas se perdem se forem reescritas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk is full: {n} MB are free.</source>
        <translation>
            <numerusform>O disco está cheio: {n} MB livre.</numerusform>
            <numerusform>O disco está cheio: {n} MB livres.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk is nearly full: {n} GB ({percent} %) are free.</source>
        <translation>
            <numerusform>O disco está quase cheio: {n} GB ({percent} %) livre.</numerusform>
            <numerusform>O disco está quase cheio: {n} GB ({percent} %) livres.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk is nearly full: {n} MB ({percent} %) are free.</source>
        <translation>
            <numerusform>O disco está quase cheio: {n} MB ({percent} %) livre.</numerusform>
            <numerusform>O disco está quase cheio: {n} MB ({percent} %) livres.</numerusform>
        </translation>
    </message>
    <message>
        <source>The engine did not answer the last time: {error}</source>
        <translation>O motor não respondeu da última vez: {error}</translation>
    </message>
    <message numerus="yes">
        <source>The last backup lacks {n} files, first of all {path}: {reason}.</source>
        <translation>
            <numerusform>No último backup falta {n} arquivo, {path}: {reason}.</numerusform>
            <numerusform>No último backup faltam {n} arquivos, o primeiro é {path}: {reason}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last backup was made {n} days ago, and conversations went on since.</source>
        <translation>
            <numerusform>O último backup foi feito há {n} dia, e desde então houve conversas.</numerusform>
            <numerusform>O último backup foi feito há {n} dias, e desde então houve conversas.</numerusform>
        </translation>
    </message>
    <message>
        <source>The next start of Sempre puts in what was received.</source>
        <translation>Na próxima vez que o Sempre iniciar, o que chegou entra nas conversas.</translation>
    </message>
    <message>
        <source>The search index can't be kept on the disk and is made anew at every start.</source>
        <translation>O índice de busca não pode ficar no disco e é refeito a cada início.</translation>
    </message>
    <message numerus="yes">
        <source>There is no backup of your {n} conversations: they are on this disk only.</source>
        <translation>
            <numerusform>Não há backup da sua conversa: ela só existe neste disco.</numerusform>
            <numerusform>Não há backup das suas {n} conversas: elas só existem neste disco.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>Ainda não há backup.</translation>
    </message>
    <message>
        <source>They stay listed here, open as before, and can be put back.</source>
        <translation>Elas continuam na lista daqui, abrem como antes e podem ser devolvidas.</translation>
    </message>
    <message>
        <source>Your conversations are not affected. Look at the data directory's permissions and free space.</source>
        <translation>Suas conversas não foram afetadas. Veja as permissões e o espaço livre da pasta de dados.</translation>
    </message>
    <message>
        <source>Your data is on a network file system ({kind}).</source>
        <translation>Seus dados estão em um sistema de arquivos de rede ({kind}).</translation>
    </message>
    <message numerus="yes">
        <source>Your messages are saved. It was tried {n} times more. Look at the engine's settings, or choose another engine.</source>
        <translation>
            <numerusform>Suas mensagens estão salvas. Houve mais {n} tentativa. Veja as configurações do motor ou escolha outro.</numerusform>
            <numerusform>Suas mensagens estão salvas. Houve mais {n} tentativas. Veja as configurações do motor ou escolha outro.</numerusform>
        </translation>
    </message>
    <message>
        <source>Your messages are saved. Look at the engine's settings, or choose another engine.</source>
        <translation>Suas mensagens estão salvas. Veja as configurações do motor ou escolha outro.</translation>
    </message>
    <message>
        <source>`sempre protect` keeps the transcripts whatever the file says.</source>
        <translation>`sempre protect` guarda as transcrições, diga o arquivo o que disser.</translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations can't be read, first of all {path}: {reason}.</source>
        <translation>
            <numerusform>{n} conversa não pode ser lida, {path}: {reason}.</numerusform>
            <numerusform>{n} conversas não podem ser lidas, a primeira é {path}: {reason}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines of Claude Code's transcripts are damaged.</source>
        <translation>
            <numerusform>{n} linha das transcrições do Claude Code está danificada.</numerusform>
            <numerusform>{n} linhas das transcrições do Claude Code estão danificadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines of your conversations are damaged.</source>
        <translation>
            <numerusform>{n} linha das suas conversas está danificada.</numerusform>
            <numerusform>{n} linhas das suas conversas estão danificadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} replies were cut off by a crash and are not yet in their conversations.</source>
        <translation>
            <numerusform>{n} resposta foi cortada por uma falha e ainda não está na conversa.</numerusform>
            <numerusform>{n} respostas foram cortadas por uma falha e ainda não estão nas conversas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} transcripts of Claude Code can't be read, first of all {path}: {reason}.</source>
        <translation>
            <numerusform>{n} transcrição do Claude Code não pode ser lida, {path}: {reason}.</numerusform>
            <numerusform>{n} transcrições do Claude Code não podem ser lidas, a primeira é {path}: {reason}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthPanel</name>
    <message>
        <source>0 minutes: conversations never expire. This can't be changed.</source>
        <translation>0 minutos: as conversas nunca expiram. Isso não pode ser alterado.</translation>
    </message>
    <message>
        <source>0 minutes: nothing is ever removed by itself.</source>
        <translation>0 minutos: nada é removido sozinho, nunca.</translation>
    </message>
    <message>
        <source>All is kept</source>
        <translation>Tudo guardado</translation>
    </message>
    <message>
        <source>Automatic cleanup</source>
        <translation>Limpeza automática</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Fazer backup</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Child processes</source>
        <translation>Processos filhos</translation>
    </message>
    <message>
        <source>Claude Code</source>
        <translation>Claude Code</translation>
    </message>
    <message>
        <source>Claude Code deletes its own conversations after a time. Sempre keeps them.</source>
        <translation>O Claude Code apaga as próprias conversas depois de um tempo. O Sempre as guarda.</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Conexões</translation>
    </message>
    <message>
        <source>Conversations in Sempre's own directory.</source>
        <translation>Conversas na pasta do próprio Sempre.</translation>
    </message>
    <message>
        <source>Conversations in memory at once. Beyond the limit the one unused for longest is parked; its file is untouched.</source>
        <translation>Conversas na memória ao mesmo tempo. Acima do limite, a que está sem uso há mais tempo é estacionada; o arquivo dela não muda.</translation>
    </message>
    <message>
        <source>Conversations kept</source>
        <translation>Conversas guardadas</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Copiar JSON</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Copiar texto</translation>
    </message>
    <message>
        <source>Damage that was met while reading. `sempre verify` reads every byte.</source>
        <translation>Danos encontrados durante a leitura. `sempre verify` lê cada byte.</translation>
    </message>
    <message>
        <source>Data at risk</source>
        <translation>Dados em risco</translation>
    </message>
    <message>
        <source>Disk full</source>
        <translation>Disco cheio</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>Engine connections open at once.</source>
        <translation>Conexões com motores abertas ao mesmo tempo.</translation>
    </message>
    <message>
        <source>Engine settings…</source>
        <translation>Configurações…</translation>
    </message>
    <message>
        <source>Every byte was read back when it was made; its table of contents was read just now.</source>
        <translation>Cada byte foi relido quando ele foi feito; o índice dele foi lido agora.</translation>
    </message>
    <message>
        <source>Every conversation is on this disk and can be read.</source>
        <translation>Todas as conversas estão neste disco e podem ser lidas.</translation>
    </message>
    <message>
        <source>Force cleanup…</source>
        <translation>Forçar limpeza…</translation>
    </message>
    <message>
        <source>Free on the disk</source>
        <translation>Livre no disco</translation>
    </message>
    <message>
        <source>From {first_size} on {first_day} to {last_size} today.</source>
        <translation>De {first_size} em {first_day} a {last_size} hoje.</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>Crescimento</translation>
    </message>
    <message>
        <source>Growth of all conversations</source>
        <translation>Crescimento de todas as conversas</translation>
    </message>
    <message>
        <source>How long Sempre has been running.</source>
        <translation>Há quanto tempo o Sempre está rodando.</translation>
    </message>
    <message>
        <source>How much came a day, over the last 30 days or the whole history.</source>
        <translation>Quanto veio por dia, nos últimos 30 dias ou em todo o histórico.</translation>
    </message>
    <message>
        <source>How often engines tried again since the window was opened.</source>
        <translation>Quantas vezes os motores tentaram de novo desde que a janela foi aberta.</translation>
    </message>
    <message>
        <source>In brackets: more or less than soon after the start.</source>
        <translation>Entre parênteses: a mais ou a menos do que logo depois do início.</translation>
    </message>
    <message>
        <source>In memory</source>
        <translation>Na memória</translation>
    </message>
    <message>
        <source>Integrity</source>
        <translation>Integridade</translation>
    </message>
    <message>
        <source>JSONL size</source>
        <translation>JSONL</translation>
    </message>
    <message>
        <source>Keep them in Claude Code…</source>
        <translation>Manter no Claude Code…</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Último backup</translation>
    </message>
    <message>
        <source>Longest stall</source>
        <translation>Maior pausa</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Verificando…</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memória</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Requer atenção</translation>
    </message>
    <message>
        <source>Nothing needs attention.</source>
        <translation>Nada requer atenção.</translation>
    </message>
    <message>
        <source>Of Sempre and of what it is built on.</source>
        <translation>Do Sempre e daquilo de que ele é feito.</translation>
    </message>
    <message>
        <source>One file for support without a word of your conversations. It is shown before it is saved.</source>
        <translation>Um arquivo para o suporte, sem nenhuma palavra das suas conversas. Ele é mostrado antes de ser salvo.</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Arquivos abertos</translation>
    </message>
    <message>
        <source>Open for</source>
        <translation>Aberto há</translation>
    </message>
    <message>
        <source>Open the data directory</source>
        <translation>Abrir a pasta de dados</translation>
    </message>
    <message>
        <source>Protect now</source>
        <translation>Proteger agora</translation>
    </message>
    <message>
        <source>Protection…</source>
        <translation>Proteção…</translation>
    </message>
    <message>
        <source>Recorded since {day}; before that, worked out from the times in your conversations.</source>
        <translation>Registrado desde {day}; antes disso, calculado pelos horários das suas conversas.</translation>
    </message>
    <message>
        <source>Removes all conversations after a verified backup. It asks first and can be undone.</source>
        <translation>Remove todas as conversas depois de um backup verificado. Pergunta antes e pode ser desfeito.</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Restaurar…</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Novas tentativas</translation>
    </message>
    <message>
        <source>Room left where Sempre keeps your conversations.</source>
        <translation>Espaço livre onde o Sempre guarda suas conversas.</translation>
    </message>
    <message>
        <source>Search covers</source>
        <translation>A busca abrange</translation>
    </message>
    <message>
        <source>Show the conversation</source>
        <translation>Mostrar a conversa</translation>
    </message>
    <message>
        <source>Something may not be saved or can't be read. Act now.</source>
        <translation>Algo pode não estar salvo ou não pode ser lido. Aja agora.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Support bundle…</source>
        <translation>Pacote de suporte…</translation>
    </message>
    <message>
        <source>The file of the open conversation, and all files of the list, Claude Code's included.</source>
        <translation>O arquivo da conversa aberta e todos os arquivos da lista, incluindo os do Claude Code.</translation>
    </message>
    <message>
        <source>The longest time for which the window answered nobody.</source>
        <translation>O maior tempo em que a janela não respondeu a ninguém.</translation>
    </message>
    <message>
        <source>The search index can be rebuilt at any time; losing it loses nothing.</source>
        <translation>O índice de busca pode ser refeito a qualquer momento; perdê-lo não perde nada.</translation>
    </message>
    <message>
        <source>There is no backup in Sempre's backup folder yet.</source>
        <translation>Ainda não há backup na pasta de backups do Sempre.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Timeout</translation>
    </message>
    <message>
        <source>Verify every byte…</source>
        <translation>Verificar cada byte…</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versões</translation>
    </message>
    <message>
        <source>When nothing would be free any more at this growth.</source>
        <translation>Quando não haveria mais nada livre neste ritmo.</translation>
    </message>
    <message>
        <source>When the last verified backup was made.</source>
        <translation>Quando o último backup verificado foi feito.</translation>
    </message>
    <message>
        <source>Who answers in the open conversation, and how it fared.</source>
        <translation>Quem responde na conversa aberta, e como se saiu.</translation>
    </message>
    <message>
        <source>Worked out from the times in your conversations.</source>
        <translation>Calculado pelos horários das suas conversas.</translation>
    </message>
    <message>
        <source>Your conversations are kept, and something needs a look.</source>
        <translation>Suas conversas estão guardadas, mas algo precisa ser visto.</translation>
    </message>
    <message>
        <source>all {total}</source>
        <translation>todas {total}</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>atenção</translation>
    </message>
    <message>
        <source>being built</source>
        <translation>em construção</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>no damage</source>
        <translation>sem danos</translation>
    </message>
    <message>
        <source>not within ten years</source>
        <translation>não em dez anos</translation>
    </message>
    <message>
        <source>note</source>
        <translation>nota</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>nada ainda</translation>
    </message>
    <message>
        <source>on {day}</source>
        <translation>em {day}</translation>
    </message>
    <message>
        <source>risk</source>
        <translation>risco</translation>
    </message>
    <message>
        <source>this {current} · all {total}</source>
        <translation>esta {current} · todas {total}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoje</translation>
    </message>
    <message>
        <source>up to {size}</source>
        <translation>até {size}</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} d {hours} h</translation>
    </message>
    <message>
        <source>{engine}, failed {when}</source>
        <translation>{engine}, falhou {when}</translation>
    </message>
    <message>
        <source>{engine}, last error {when}</source>
        <translation>{engine}, último erro {when}</translation>
    </message>
    <message>
        <source>{engine}, no error</source>
        <translation>{engine}, sem erro</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message numerus="yes">
        <source>{moment}: every byte of {n} conversations was read.</source>
        <translation>
            <numerusform>{moment}: cada byte de {n} conversa foi lido.</numerusform>
            <numerusform>{moment}: cada byte de {n} conversas foi lido.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{moment}: {n} conversations, {size}, in {path}</source>
        <translation>
            <numerusform>{moment}: {n} conversa, {size}, em {path}</numerusform>
            <numerusform>{moment}: {n} conversas, {size}, em {path}</numerusform>
        </translation>
    </message>
    <message>
        <source>{ms} ms</source>
        <translation>{ms} ms</translation>
    </message>
    <message numerus="yes">
        <source>{n} damaged lines (kept as they are)</source>
        <translation>
            <numerusform>{n} linha danificada (mantida como está)</numerusform>
            <numerusform>{n} linhas danificadas (mantidas como estão)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files</source>
        <translation>
            <numerusform>{n} arquivo</numerusform>
            <numerusform>{n} arquivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} files can't be read</source>
        <translation>
            <numerusform>{n} arquivo não pode ser lido</numerusform>
            <numerusform>{n} arquivos não podem ser lidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} mensagem</numerusform>
            <numerusform>{n} mensagens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} records continue one that is missing</source>
        <translation>
            <numerusform>{n} registro continua um que falta</numerusform>
            <numerusform>{n} registros continuam um que falta</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} tool calls lack their other side</source>
        <translation>
            <numerusform>{n} chamada de ferramenta está sem o outro lado</numerusform>
            <numerusform>{n} chamadas de ferramenta estão sem o outro lado</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % of the records lead back from the last message; the others stand on other branches</source>
        <translation>{percent} % dos registros levam de volta a partir da última mensagem; os outros estão em outros ramos</translation>
    </message>
    <message>
        <source>{size} a day</source>
        <translation>{size} por dia</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>Every conversation that is here stays as it is.</source>
        <translation>Todas as conversas que estão aqui ficam como estão.</translation>
    </message>
    <message>
        <source>Name a data export of ChatGPT or Claude.ai (the zip or its conversations.json), or a directory of Claude Code's.</source>
        <translation>Indique uma exportação de dados do ChatGPT ou do Claude.ai (o zip ou o conversations.json dele) ou uma pasta do Claude Code.</translation>
    </message>
    <message>
        <source>it is encrypted</source>
        <translation>ele está criptografado</translation>
    </message>
    <message>
        <source>it would unpack to far too much</source>
        <translation>ao ser descompactado, ocuparia espaço demais</translation>
    </message>
    <message>
        <source>no conversation in it can be read</source>
        <translation>nenhuma conversa nele pode ser lida</translation>
    </message>
    <message>
        <source>the zip is damaged</source>
        <translation>o zip está danificado</translation>
    </message>
    <message>
        <source>there are no conversations in it</source>
        <translation>não há conversas nele</translation>
    </message>
    <message>
        <source>{path} can't be imported: {reason}.</source>
        <translation>{path} não pode ser importado: {reason}.</translation>
    </message>
</context>
<context>
    <name>JobDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Address of the link</source>
        <translation>Endereço do link</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar link</translation>
    </message>
    <message>
        <source>No program could be started for it. Copy the link instead.</source>
        <translation>Não foi possível iniciar um programa para ele. Copie o link.</translation>
    </message>
    <message>
        <source>Open in browser</source>
        <translation>Abrir no navegador</translation>
    </message>
    <message>
        <source>Open this link?</source>
        <translation>Abrir este link?</translation>
    </message>
    <message>
        <source>This is not a web or mail address, so Sempre does not open it. You can copy it.</source>
        <translation>Este não é um endereço da web nem de e-mail, por isso o Sempre não o abre. Você pode copiá-lo.</translation>
    </message>
    <message>
        <source>This link is not opened</source>
        <translation>Este link não será aberto</translation>
    </message>
    <message>
        <source>Write a mail</source>
        <translation>Escrever e-mail</translation>
    </message>
    <message>
        <source>Your browser would open a page of {host}.</source>
        <translation>Seu navegador abriria uma página de {host}.</translation>
    </message>
    <message>
        <source>Your mail program would open it.</source>
        <translation>Seu programa de e-mail o abriria.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Conversation</source>
        <translation>Conversa</translation>
    </message>
    <message>
        <source>Sempre</source>
        <translation>Sempre</translation>
    </message>
    <message>
        <source>{title} – Sempre</source>
        <translation>{title} – Sempre</translation>
    </message>
</context>
<context>
    <name>Maintenance</name>
    <message>
        <source>Claude Code can be told to keep them as well.</source>
        <translation>O Claude Code também pode ser configurado para guardá-las.</translation>
    </message>
    <message numerus="yes">
        <source>Claude Code deletes its conversations after {n} days.</source>
        <translation>
            <numerusform>O Claude Code apaga as próprias conversas depois de {n} dia.</numerusform>
            <numerusform>O Claude Code apaga as próprias conversas depois de {n} dias.</numerusform>
        </translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Decidir…</translation>
    </message>
    <message>
        <source>It leads neither to the web nor into your history.</source>
        <translation>Ele não leva nem à web nem ao seu histórico.</translation>
    </message>
    <message>
        <source>Sempre keeps those that are here now.</source>
        <translation>O Sempre guarda as que estão aqui agora.</translation>
    </message>
    <message>
        <source>This link is not opened.</source>
        <translation>Este link não foi aberto.</translation>
    </message>
    <message>
        <source>{file} ({size}) was read back and compared.</source>
        <translation>{file} ({size}) foi relido e comparado.</translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations are in the backup.</source>
        <translation>
            <numerusform>{n} conversa está no backup.</numerusform>
            <numerusform>{n} conversas estão no backup.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>A conversation, a command, or any words you remember</source>
        <translation>Uma conversa, um comando ou palavras que você lembra</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Comando</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversa</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Buscar qualquer coisa</translation>
    </message>
    <message>
        <source>In messages</source>
        <translation>Nas mensagens</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>Nothing was found.
Try fewer words, or the beginning of one.</source>
        <translation>Nada foi encontrado.
Tente menos palavras, ou o começo de uma.</translation>
    </message>
    <message>
        <source>Recent conversations</source>
        <translation>Conversas recentes</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>O que foi encontrado</translation>
    </message>
</context>
<context>
    <name>Permissions</name>
    <message>
        <source>Allow for this conversation</source>
        <translation>Permitir nesta conversa</translation>
    </message>
    <message>
        <source>Allow once</source>
        <translation>Permitir uma vez</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>Negar</translation>
    </message>
    <message>
        <source>Deny and stop</source>
        <translation>Negar e parar</translation>
    </message>
    <message>
        <source>Deny…</source>
        <translation>Negar…</translation>
    </message>
    <message>
        <source>Don't answer and stop</source>
        <translation>Não responder e parar</translation>
    </message>
    <message>
        <source>Don't answer…</source>
        <translation>Não responder…</translation>
    </message>
    <message>
        <source>In your own words</source>
        <translation>Com suas próprias palavras</translation>
    </message>
    <message>
        <source>May {tool} be used?</source>
        <translation>{tool} pode ser usado?</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plano</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Send the answer</source>
        <translation>Enviar a resposta</translation>
    </message>
    <message>
        <source>Show it all</source>
        <translation>Mostrar tudo</translation>
    </message>
    <message>
        <source>Waiting for you: {question}</source>
        <translation>Esperando por você: {question}</translation>
    </message>
    <message>
        <source>Why not, or what to do instead (the model reads it)</source>
        <translation>Por que não, ou o que fazer em vez disso (o modelo lê)</translation>
    </message>
    <message>
        <source>You allowed {tool} for this conversation.</source>
        <translation>Você permitiu {tool} nesta conversa.</translation>
    </message>
    <message>
        <source>You allowed {tool} once.</source>
        <translation>Você permitiu {tool} uma vez.</translation>
    </message>
    <message>
        <source>You answered.</source>
        <translation>Você respondeu.</translation>
    </message>
    <message>
        <source>You are asked a question</source>
        <translation>Há uma pergunta para você</translation>
    </message>
    <message>
        <source>You denied {tool} and stopped the reply.</source>
        <translation>Você negou {tool} e parou a resposta.</translation>
    </message>
    <message>
        <source>You denied {tool}.</source>
        <translation>Você negou {tool}.</translation>
    </message>
    <message>
        <source>You did not answer and stopped the reply.</source>
        <translation>Você não respondeu e parou a resposta.</translation>
    </message>
    <message>
        <source>You did not answer.</source>
        <translation>Você não respondeu.</translation>
    </message>
    <message>
        <source>Your own answer to: {question}</source>
        <translation>Sua própria resposta para: {question}</translation>
    </message>
    <message numerus="yes">
        <source>{n} more are waiting.</source>
        <translation>
            <numerusform>Mais {n} está esperando.</numerusform>
            <numerusform>Mais {n} estão esperando.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>It can't be read.</source>
        <translation>Não pode ser lida.</translation>
    </message>
    <message>
        <source>Larger than {size} or too many pixels.</source>
        <translation>Maior que {size} ou com pixels demais.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagem</translation>
    </message>
    <message>
        <source>Show the whole picture</source>
        <translation>Mostrar a imagem inteira</translation>
    </message>
    <message>
        <source>The file is not on this machine.</source>
        <translation>O arquivo não está nesta máquina.</translation>
    </message>
    <message>
        <source>The picture is damaged.</source>
        <translation>A imagem está danificada.</translation>
    </message>
    <message>
        <source>This kind of picture can't be shown.</source>
        <translation>Este tipo de imagem não pode ser mostrado.</translation>
    </message>
    <message>
        <source>{label}: {words}</source>
        <translation>{label}: {words}</translation>
    </message>
    <message>
        <source>{width} × {height} pixels. Click to see it larger.</source>
        <translation>{width} × {height} pixels. Clique para ver maior.</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagem</translation>
    </message>
    <message>
        <source>Reading the picture</source>
        <translation>Lendo a imagem</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Salvar uma cópia…</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>Salvar a imagem</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Salva como {path}.</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} pixels</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>Bringing conversations back.</source>
        <translation>Trazendo as conversas de volta.</translation>
    </message>
    <message>
        <source>Copying into the backup.</source>
        <translation>Copiando para o backup.</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Preparando…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progresso</translation>
    </message>
    <message>
        <source>Reading every byte.</source>
        <translation>Lendo cada byte.</translation>
    </message>
    <message>
        <source>Reading the backup again and comparing every byte.</source>
        <translation>Relendo o backup e comparando cada byte.</translation>
    </message>
    <message>
        <source>Removing.</source>
        <translation>Removendo.</translation>
    </message>
    <message>
        <source>Working.</source>
        <translation>Trabalhando.</translation>
    </message>
    <message>
        <source>Writing files.</source>
        <translation>Gravando arquivos.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} de {total}</translation>
    </message>
</context>
<context>
    <name>Protection</name>
    <message>
        <source>Claude Code deletes none at present</source>
        <translation>O Claude Code não apaga nenhuma no momento</translation>
    </message>
    <message numerus="yes">
        <source>Claude Code keeps them {n} days</source>
        <translation>
            <numerusform>O Claude Code as guarda por {n} dia</numerusform>
            <numerusform>O Claude Code as guarda por {n} dias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It deletes {n} of them at its first start after {moment}.</source>
        <translation>
            <numerusform>Ele apaga {n} delas na primeira vez que iniciar depois de {moment}.</numerusform>
            <numerusform>Ele apaga {n} delas na primeira vez que iniciar depois de {moment}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It deletes {n} of them at its next start.</source>
        <translation>
            <numerusform>Ele apaga {n} delas na próxima vez que iniciar.</numerusform>
            <numerusform>Ele apaga {n} delas na próxima vez que iniciar.</numerusform>
        </translation>
    </message>
    <message>
        <source>No conversations of Claude Code's were found.</source>
        <translation>Nenhuma conversa do Claude Code foi encontrada.</translation>
    </message>
    <message>
        <source>No lost conversation was found in your typed prompts.</source>
        <translation>Nenhuma conversa perdida foi encontrada nas mensagens que você digitou.</translation>
    </message>
    <message>
        <source>None is old enough to be deleted now.</source>
        <translation>Nenhuma tem idade para ser apagada agora.</translation>
    </message>
    <message numerus="yes">
        <source>Sempre protects {n} transcripts, {copied} of them with a copy of their own ({size}).</source>
        <translation>
            <numerusform>O Sempre protege {n} transcrição; com cópia própria: {copied} ({size}).</numerusform>
            <numerusform>O Sempre protege {n} transcrições; com cópia própria: {copied} ({size}).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk has no room to copy {n} of them; they are only linked: {ids}</source>
        <translation>
            <numerusform>O disco não tem espaço para copiar {n} delas; ela está só com link: {ids}</numerusform>
            <numerusform>O disco não tem espaço para copiar {n} delas; elas estão só com link: {ids}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} could not be protected.</source>
        <translation>
            <numerusform>{n} não pôde ser protegida.</numerusform>
            <numerusform>{n} não puderam ser protegidas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lost conversations were rebuilt from your prompts; their replies are lost.</source>
        <translation>
            <numerusform>{n} conversa perdida foi refeita com as suas mensagens; as respostas dela se perderam.</numerusform>
            <numerusform>{n} conversas perdidas foram refeitas com as suas mensagens; as respostas delas se perderam.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} rescued</source>
        <translation>
            <numerusform>{n} resgatada</numerusform>
            <numerusform>{n} resgatadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} were deleted by Claude Code and are kept here; they open as before.</source>
        <translation>
            <numerusform>{n} foi apagada pelo Claude Code e está guardada aqui; ela abre como antes.</numerusform>
            <numerusform>{n} foram apagadas pelo Claude Code e estão guardadas aqui; elas abrem como antes.</numerusform>
        </translation>
    </message>
    <message>
        <source>{protected} of {all} protected</source>
        <translation>{protected} de {all} protegidas</translation>
    </message>
</context>
<context>
    <name>ProtectionDialog</name>
    <message>
        <source>Claude Code's transcripts</source>
        <translation>Transcrições do Claude Code</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Everything that there is was protected.</source>
        <translation>Tudo o que existe foi protegido.</translation>
    </message>
    <message>
        <source>If you allow it, Sempre writes cleanupPeriodDays: {days} into your Claude Code settings, so that Claude Code keeps its transcripts itself. Nothing else in that file changes, and you can take it back here.</source>
        <translation>Se você permitir, o Sempre grava cleanupPeriodDays: {days} nas configurações do seu Claude Code, para que ele mesmo guarde as transcrições. Nada mais muda nesse arquivo, e você pode voltar atrás aqui.</translation>
    </message>
    <message>
        <source>Let Claude Code keep them</source>
        <translation>Deixar o Claude Code guardá-las</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Verificando…</translation>
    </message>
    <message>
        <source>New transcripts are protected by themselves while Sempre is open. You can have all of them looked at now.</source>
        <translation>Transcrições novas são protegidas sozinhas enquanto o Sempre está aberto. Você pode mandar conferir todas agora.</translation>
    </message>
    <message>
        <source>Of conversations that were deleted before Sempre came, Claude Code still has your prompts. They can be rebuilt from these, without the replies.</source>
        <translation>Das conversas apagadas antes de o Sempre chegar, o Claude Code ainda tem as suas mensagens. Elas podem ser refeitas a partir delas, sem as respostas.</translation>
    </message>
    <message>
        <source>Protect now</source>
        <translation>Proteger agora</translation>
    </message>
    <message numerus="yes">
        <source>Put {n} transcripts back</source>
        <translation>
            <numerusform>Devolver {n} transcrição</numerusform>
            <numerusform>Devolver {n} transcrições</numerusform>
        </translation>
    </message>
    <message>
        <source>Rebuild from prompts</source>
        <translation>Refazer com as suas mensagens</translation>
    </message>
    <message>
        <source>Restore my former setting</source>
        <translation>Voltar à configuração anterior</translation>
    </message>
    <message>
        <source>What Claude Code deleted can be put back into its directory, so that it can go on with it. The protected copies stay here.</source>
        <translation>O que o Claude Code apagou pode voltar ao diretório dele, para que ele continue dali. As cópias protegidas ficam aqui.</translation>
    </message>
    <message>
        <source>You have allowed Sempre to make Claude Code keep its transcripts. You can take that back; your former setting then holds again.</source>
        <translation>Você permitiu que o Sempre fizesse o Claude Code guardar as transcrições. Você pode voltar atrás; então a sua configuração anterior volta a valer.</translation>
    </message>
    <message numerus="yes">
        <source>{n} files could not be protected.</source>
        <translation>
            <numerusform>{n} arquivo não pôde ser protegido.</numerusform>
            <numerusform>{n} arquivos não puderam ser protegidos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} transcripts are in Claude Code's directory again.</source>
        <translation>
            <numerusform>{n} transcrição voltou à pasta do Claude Code.</numerusform>
            <numerusform>{n} transcrições voltaram à pasta do Claude Code.</numerusform>
        </translation>
    </message>
    <message>
        <source>{path} needed no change, and was not changed.</source>
        <translation>{path} não precisava mudar e não foi alterado.</translation>
    </message>
    <message>
        <source>{path} was changed.</source>
        <translation>{path} foi alterado.</translation>
    </message>
</context>
<context>
    <name>RawRecord</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Content of the record</source>
        <translation>Conteúdo do registro</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Exactly as on the disk</source>
        <translation>Exatamente como no disco</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Próximo</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>Raw record</source>
        <translation>Registro bruto</translation>
    </message>
    <message>
        <source>Reading the record</source>
        <translation>Lendo o registro</translation>
    </message>
    <message>
        <source>Save the record</source>
        <translation>Salvar o registro</translation>
    </message>
    <message>
        <source>Save to file…</source>
        <translation>Salvar em arquivo…</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Salvo como {path}.</translation>
    </message>
    <message>
        <source>The first {size} are shown; save it to a file to see all of it.</source>
        <translation>São mostrados os primeiros {size}; salve em um arquivo para ver tudo.</translation>
    </message>
    <message>
        <source>The record above, also one that is not shown</source>
        <translation>O registro acima, mesmo que não seja mostrado</translation>
    </message>
    <message>
        <source>The record below, also one that is not shown</source>
        <translation>O registro abaixo, mesmo que não seja mostrado</translation>
    </message>
    <message>
        <source>This is the first record of the file.</source>
        <translation>Este é o primeiro registro do arquivo.</translation>
    </message>
    <message>
        <source>This is the last record of the file.</source>
        <translation>Este é o último registro do arquivo.</translation>
    </message>
    <message>
        <source>{size} from byte {offset} of the conversation's file.</source>
        <translation>{size} a partir do byte {offset} do arquivo da conversa.</translation>
    </message>
</context>
<context>
    <name>Recall</name>
    <message>
        <source>**{who}** in {link}:</source>
        <translation>**{who}** em {link}:</translation>
    </message>
    <message>
        <source>**{who}**, {date}, in {link}:</source>
        <translation>**{who}**, {date}, em {link}:</translation>
    </message>
    <message>
        <source>Hello.</source>
        <translation>Olá.</translation>
    </message>
    <message>
        <source>I am not a language model: I look things up in your own conversations and quote them.</source>
        <translation>Não sou um modelo de linguagem: procuro nas suas próprias conversas e cito o que encontro.</translation>
    </message>
    <message numerus="yes">
        <source>I found nothing about {words} in your {n} messages.</source>
        <translation>
            <numerusform>Não encontrei nada sobre {words} em {n} mensagem sua.</numerusform>
            <numerusform>Não encontrei nada sobre {words} nas suas {n} mensagens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I found {n} passages about {words}:</source>
        <translation>
            <numerusform>Encontrei {n} trecho sobre {words}:</numerusform>
            <numerusform>Encontrei {n} trechos sobre {words}:</numerusform>
        </translation>
    </message>
    <message>
        <source>Other words may help: a name, a file, a part of an error message.</source>
        <translation>Outras palavras podem ajudar: um nome, um arquivo, um pedaço de uma mensagem de erro.</translation>
    </message>
    <message>
        <source>The reply</source>
        <translation>A resposta</translation>
    </message>
    <message>
        <source>There is nothing to look up yet. What you write here is kept for ever, and from then on I can find it.</source>
        <translation>Ainda não há nada para procurar. O que você escreve aqui fica guardado para sempre, e a partir daí eu consigo encontrar.</translation>
    </message>
    <message numerus="yes">
        <source>Write a few words that occur in what you are looking for; I search your {n} messages and show the best passages.</source>
        <translation>
            <numerusform>Escreva algumas palavras que aparecem no que você procura; eu busco em {n} mensagem sua e mostro os melhores trechos.</numerusform>
            <numerusform>Escreva algumas palavras que aparecem no que você procura; eu busco nas suas {n} mensagens e mostro os melhores trechos.</numerusform>
        </translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
    <message>
        <source>Your history is still being read; ask again in a moment and I may find more.</source>
        <translation>Seu histórico ainda está sendo lido; pergunte de novo daqui a pouco e talvez eu encontre mais.</translation>
    </message>
    <message>
        <source>untitled conversation</source>
        <translation>conversa sem título</translation>
    </message>
    <message>
        <source>{year}-{month}-{day} {time}</source>
        <translation>{day}/{month}/{year} {time}</translation>
    </message>
</context>
<context>
    <name>RenameDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renomear</translation>
    </message>
    <message>
        <source>Rename the conversation</source>
        <translation>Renomear a conversa</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Título</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Backups (*.zip)</source>
        <translation>Backups (*.zip)</translation>
    </message>
    <message>
        <source>Checking {path}</source>
        <translation>Verificando {path}</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>Escolher um backup</translation>
    </message>
    <message>
        <source>Choose a backup file. It is checked first; then what is missing here comes back. Nothing that is longer or newer here is replaced.</source>
        <translation>Escolha um arquivo de backup. Ele é verificado primeiro; depois, o que falta aqui volta. Nada que seja mais longo ou mais novo aqui é substituído.</translation>
    </message>
    <message>
        <source>Choose a backup…</source>
        <translation>Escolher um backup…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Every byte in it was read and is sound, but some files could not be read when it was made and are not in it.</source>
        <translation>Cada byte dele foi lido e está íntegro, mas alguns arquivos não puderam ser lidos quando ele foi feito e não estão nele.</translation>
    </message>
    <message>
        <source>Every byte in it was read and is sound.</source>
        <translation>Cada byte dele foi lido e está íntegro.</translation>
    </message>
    <message>
        <source>Everything in this backup was here already; nothing was changed.</source>
        <translation>Tudo o que há neste backup já estava aqui; nada foi alterado.</translation>
    </message>
    <message>
        <source>Files brought back: {restored}. Completed: {merged}. Whole already: {unchanged}. Nothing on this computer was replaced.</source>
        <translation>Arquivos trazidos de volta: {restored}. Completados: {merged}. Já inteiros: {unchanged}. Nada neste computador foi substituído.</translation>
    </message>
    <message>
        <source>Folder:</source>
        <translation>Pasta:</translation>
    </message>
    <message numerus="yes">
        <source>It also holds {n} conversations that Claude Code has deleted.</source>
        <translation>
            <numerusform>Tem também {n} conversa que o Claude Code apagou.</numerusform>
            <numerusform>Tem também {n} conversas que o Claude Code apagou.</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Restaurar um backup</translation>
    </message>
    <message>
        <source>The conversations are being brought back. Please wait.</source>
        <translation>As conversas estão voltando. Espere um pouco.</translation>
    </message>
    <message numerus="yes">
        <source>This backup of {moment} holds {n} conversations ({size}).</source>
        <translation>
            <numerusform>Este backup de {moment} tem {n} conversa ({size}).</numerusform>
            <numerusform>Este backup de {moment} tem {n} conversas ({size}).</numerusform>
        </translation>
    </message>
    <message>
        <source>Type:</source>
        <translation>Tipo:</translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations are back.</source>
        <translation>
            <numerusform>{n} conversa voltou.</numerusform>
            <numerusform>{n} conversas voltaram.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} that Claude Code has deleted are protected again.</source>
        <translation>
            <numerusform>{n} que o Claude Code apagou está protegida de novo.</numerusform>
            <numerusform>{n} que o Claude Code apagou estão protegidas de novo.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Retention</name>
    <message>
        <source>Another program has just changed it. Try again.</source>
        <translation>Outro programa acabou de alterá-lo. Tente de novo.</translation>
    </message>
    <message>
        <source>Claude Code's settings file {path} was not changed.</source>
        <translation>O arquivo de configurações do Claude Code {path} não foi alterado.</translation>
    </message>
    <message>
        <source>It is no file of its own but {kind}, and Sempre follows none.</source>
        <translation>Ele não é um arquivo comum, e sim {kind}; o Sempre só usa arquivos comuns.</translation>
    </message>
    <message>
        <source>It is not plain JSON, so Sempre can't tell what it would change.</source>
        <translation>Ele não é JSON puro, por isso o Sempre não sabe o que mudaria nele.</translation>
    </message>
    <message>
        <source>Set cleanupPeriodDays to 36500 there yourself. Sempre's own protection of the transcripts goes on without it.</source>
        <translation>Defina você mesmo cleanupPeriodDays como 36500 nele. A proteção das transcrições pelo Sempre continua sem isso.</translation>
    </message>
    <message>
        <source>The system refused: {reason}.</source>
        <translation>O sistema recusou: {reason}.</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>tem níveis demais</translation>
    </message>
    <message>
        <source>it is not JSON</source>
        <translation>não é JSON</translation>
    </message>
    <message>
        <source>it is not a JSON object</source>
        <translation>não é um objeto JSON</translation>
    </message>
    <message>
        <source>its links lead in a circle</source>
        <translation>os links andam em círculo</translation>
    </message>
    <message>
        <source>{key} is 0 in {path}. This version of Claude Code then sweeps nothing, but older ones delete every transcript. Choose a large number instead.</source>
        <translation>{key} é 0 em {path}. Com isso, esta versão do Claude Code não limpa nada, mas as mais antigas apagam todas as transcrições. Escolha um número grande.</translation>
    </message>
    <message>
        <source>{key} is negative in {path}. This version of Claude Code then sweeps nothing; do not rely on it.</source>
        <translation>{key} é negativo em {path}. Com isso, esta versão do Claude Code não limpa nada; não conte com isso.</translation>
    </message>
    <message>
        <source>{key} is not a number</source>
        <translation>{key} não é um número</translation>
    </message>
    <message>
        <source>{path} can't be used ({reason}). Claude Code then sweeps nothing, until the file is repaired.</source>
        <translation>Não é possível usar {path} ({reason}). Com isso, o Claude Code não limpa nada até o arquivo ser consertado.</translation>
    </message>
</context>
<context>
    <name>Salvage</name>
    <message>
        <source>Incomplete: Claude Code deleted this conversation before Sempre could protect it. These are the prompts from its list of typed prompts; the replies are lost.</source>
        <translation>Incompleta: o Claude Code apagou esta conversa antes que o Sempre pudesse protegê-la. Estas são as mensagens da lista do que foi digitado nele; as respostas se perderam.</translation>
    </message>
    <message>
        <source>{title} (prompts only)</source>
        <translation>{title} (só as suas mensagens)</translation>
    </message>
</context>
<context>
    <name>Screenshot</name>
    <message>
        <source>Choose a file in a directory that exists.</source>
        <translation>Escolha um arquivo em uma pasta que exista.</translation>
    </message>
    <message>
        <source>The picture {file} is not saved: {reason}.</source>
        <translation>A imagem {file} não foi salva: {reason}.</translation>
    </message>
</context>
<context>
    <name>Scripted</name>
    <message>
        <source>A script is a JSON list of steps such as {example}.</source>
        <translation>Um script é uma lista JSON de etapas como {example}.</translation>
    </message>
    <message>
        <source>Send again; the script goes on with its next turn.</source>
        <translation>Envie de novo; o script continua no próximo turno.</translation>
    </message>
    <message>
        <source>The script ends this turn with the failure “{reason}”.</source>
        <translation>O script encerra este turno com a falha “{reason}”.</translation>
    </message>
    <message>
        <source>The script {path} can't be read.</source>
        <translation>Não foi possível ler o script {path}.</translation>
    </message>
    <message>
        <source>{path} holds no list of steps.</source>
        <translation>{path} não contém uma lista de etapas.</translation>
    </message>
    <message>
        <source>{path} is not a script.</source>
        <translation>{path} não é um script.</translation>
    </message>
    <message>
        <source>{path}: line {line} is not JSON.</source>
        <translation>{path}: a linha {line} não é JSON.</translation>
    </message>
    <message>
        <source>{path}: step {step} of turn {turn} has the unknown field “{name}”.</source>
        <translation>{path}: a etapa {step} do turno {turn} tem o campo desconhecido “{name}”.</translation>
    </message>
    <message>
        <source>{path}: step {step} of turn {turn} is not an object.</source>
        <translation>{path}: a etapa {step} do turno {turn} não é um objeto.</translation>
    </message>
    <message>
        <source>{path}: step {step} of turn {turn} needs “text” or “fail”.</source>
        <translation>{path}: a etapa {step} do turno {turn} precisa de “text” ou “fail”.</translation>
    </message>
    <message>
        <source>{path}: turn {turn} holds no steps.</source>
        <translation>{path}: o turno {turn} não tem etapas.</translation>
    </message>
    <message>
        <source>{path}: “after_ms” in step {step} of turn {turn} is not a number from 0 to {limit}.</source>
        <translation>{path}: “after_ms” na etapa {step} do turno {turn} não é um número de 0 a {limit}.</translation>
    </message>
    <message>
        <source>{path}: “text” or “fail” in step {step} of turn {turn} is not a string.</source>
        <translation>{path}: “text” ou “fail” na etapa {step} do turno {turn} não é um texto.</translation>
    </message>
</context>
<context>
    <name>SessionList</name>
    <message>
        <source>Begun in Claude Code</source>
        <translation>Iniciada no Claude Code</translation>
    </message>
    <message>
        <source>Claude Code</source>
        <translation>Claude Code</translation>
    </message>
    <message>
        <source>Claude Code has deleted it; Sempre keeps it</source>
        <translation>O Claude Code a apagou; o Sempre a guarda</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Mais antigas</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importada</translation>
    </message>
    <message>
        <source>Imported from {program}</source>
        <translation>Importada de {program}</translation>
    </message>
    <message>
        <source>Last activity: {time}</source>
        <translation>Última atividade: {time}</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nova conversa</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>Últimos 7 dias</translation>
    </message>
    <message>
        <source>Rescued</source>
        <translation>Resgatada</translation>
    </message>
    <message>
        <source>The file can't be read: {reason}</source>
        <translation>Não foi possível ler o arquivo: {reason}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ontem</translation>
    </message>
    <message>
        <source>can't be read</source>
        <translation>ilegível</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>danificada</translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} mensagem</numerusform>
            <numerusform>{n} mensagens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} places in the file are damaged; everything else is shown</source>
        <translation>
            <numerusform>{n} ponto do arquivo está danificado; todo o resto é mostrado</numerusform>
            <numerusform>{n} pontos do arquivo estão danificados; todo o resto é mostrado</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>It holds until you quit. No conversation is concerned.</source>
        <translation>Ela vale até você sair. Nenhuma conversa foi afetada.</translation>
    </message>
    <message>
        <source>Make the data directory writable, then choose again.</source>
        <translation>Dê permissão de gravação à pasta de dados e escolha de novo.</translation>
    </message>
    <message>
        <source>The environment variable {name} asks for {wanted}. That is refused: it is fixed at {fixed}, because conversations are permanent.</source>
        <translation>A variável de ambiente {name} pede {wanted}. O pedido foi recusado: o valor é fixo em {fixed}, porque as conversas são permanentes.</translation>
    </message>
    <message>
        <source>The key holds until you quit: this system has no keyring that could keep it, or it is locked. Put it into the environment variable {variable} to have it always.</source>
        <translation>A chave vale até você sair: este sistema não tem um chaveiro que possa guardá-la, ou ele está bloqueado. Coloque-a na variável de ambiente {variable} para tê-la sempre.</translation>
    </message>
    <message>
        <source>The keyring did not answer, so the key may still be there. Sempre does not use it any more; remove the entry “{service}” by hand.</source>
        <translation>O chaveiro não respondeu, por isso a chave talvez ainda esteja lá. O Sempre não a usa mais; remova a entrada “{service}” manualmente.</translation>
    </message>
    <message>
        <source>The settings ask for {name} = {wanted}. That is refused: it is fixed at {fixed}, because conversations are permanent.</source>
        <translation>As configurações pedem {name} = {wanted}. O pedido foi recusado: o valor é fixo em {fixed}, porque as conversas são permanentes.</translation>
    </message>
    <message>
        <source>The settings file was damaged; it is kept as {file}, and the standard settings hold. No conversation is concerned.</source>
        <translation>O arquivo de configurações estava danificado; ele foi guardado como {file}, e valem as configurações padrão. Nenhuma conversa foi afetada.</translation>
    </message>
    <message>
        <source>The settings file {path} can't be read ({reason}); the standard settings hold. No conversation is concerned.</source>
        <translation>Não foi possível ler o arquivo de configurações {path} ({reason}); valem as configurações padrão. Nenhuma conversa foi afetada.</translation>
    </message>
    <message>
        <source>Your choice is not saved: {reason} ({path}).</source>
        <translation>Sua escolha não está salva: {reason} ({path}).</translation>
    </message>
    <message>
        <source>{name} can't be {value} in the settings; the standard value is used instead.</source>
        <translation>{name} não pode ser {value} nas configurações; vale o valor padrão.</translation>
    </message>
    <message>
        <source>{name} in the settings is not used: keys are kept in the system's keyring or come from the environment. It is removed from the file when the settings are saved next.</source>
        <translation>{name} nas configurações não é usado: as chaves ficam no chaveiro do sistema ou vêm do ambiente. Será removido do arquivo quando as configurações forem salvas de novo.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>&amp;Back up by itself after every</source>
        <translation>Fazer &amp;backup sozinho a cada</translation>
    </message>
    <message>
        <source>&amp;Engine</source>
        <translation>&amp;Motor</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Idioma</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Tema</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como no sistema</translation>
    </message>
    <message>
        <source>Automatic cleanup in minutes (there is none)</source>
        <translation>Limpeza automática em minutos (não há nenhuma)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Conversations in memory (more are parked, none is lost)</source>
        <translation>Conversas na memória (as demais estacionam, nada se perde)</translation>
    </message>
    <message>
        <source>Counted in new text since the last backup. Old backups are never removed.</source>
        <translation>Conta o texto novo desde o último backup. Backups antigos nunca são removidos.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation>Pasta de dados</translation>
    </message>
    <message>
        <source>Engine connections (the idle ones close first)</source>
        <translation>Conexões com motores (as ociosas fecham primeiro)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Desligado</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir pasta</translation>
    </message>
    <message>
        <source>Permanent by design</source>
        <translation>Permanente por princípio</translation>
    </message>
    <message>
        <source>Set up engines…</source>
        <translation>Configurar motores…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Text &amp;size</source>
        <translation>Tamanho do te&amp;xto</translation>
    </message>
    <message>
        <source>The first that can be used</source>
        <translation>O primeiro disponível</translation>
    </message>
    <message>
        <source>The language changes with the next start.</source>
        <translation>O idioma muda na próxima vez que o Sempre iniciar.</translation>
    </message>
    <message>
        <source>These four can't be changed: if a setting could make conversations expire, you could not rely on them.</source>
        <translation>Estes quatro valores não podem ser alterados: se uma configuração pudesse fazer as conversas expirarem, você não poderia contar com elas.</translation>
    </message>
    <message>
        <source>Timeout in minutes (conversations never expire)</source>
        <translation>Timeout em minutos (as conversas nunca expiram)</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Seus dados</translation>
    </message>
    <message>
        <source>{engine} (can't be used now)</source>
        <translation>{engine} (indisponível agora)</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>Copiar o relatório</translation>
    </message>
    <message>
        <source>Sempre ended by itself last time. Your conversations are on the disk; a report without any message text can be copied for support.</source>
        <translation>Da última vez, o Sempre se encerrou sozinho. Suas conversas estão no disco; um relatório sem nenhum texto de mensagens pode ser copiado para o suporte.</translation>
    </message>
    <message numerus="yes">
        <source>{n} replies were cut off when Sempre ended. What had arrived is kept, and marked as interrupted.</source>
        <translation>
            <numerusform>{n} resposta foi cortada quando o Sempre encerrou. O que já tinha chegado está guardado e marcado como interrompido.</numerusform>
            <numerusform>{n} respostas foram cortadas quando o Sempre encerrou. O que já tinha chegado está guardado e marcado como interrompido.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos de teclado</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>O que faz</translation>
    </message>
</context>
<context>
    <name>SidePane</name>
    <message>
        <source>Begin a conversation (Ctrl+N)</source>
        <translation>Começar uma conversa (Ctrl+N)</translation>
    </message>
    <message>
        <source>Filter…   Ctrl+Shift+K</source>
        <translation>Filtrar…   Ctrl+Shift+K</translation>
    </message>
    <message>
        <source>Find a conversation</source>
        <translation>Buscar uma conversa</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Nova conversa</translation>
    </message>
    <message>
        <source>No conversation matches.
Esc shows all of them again.</source>
        <translation>Nenhuma conversa corresponde.
Esc mostra todas de novo.</translation>
    </message>
    <message>
        <source>No conversations yet.
What you write is kept for ever.</source>
        <translation>Ainda não há conversas.
O que você escreve fica guardado para sempre.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Open the status panel (F8)</source>
        <translation>Abrir o painel de status (F8)</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>não salvo</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>salvo</translation>
    </message>
    <message>
        <source>saving…</source>
        <translation>salvando…</translation>
    </message>
    <message>
        <source>this {size} · all {total}</source>
        <translation>esta {size} · todas {total}</translation>
    </message>
</context>
<context>
    <name>Support</name>
    <message>
        <source>Choose a file in a directory that you can write to.</source>
        <translation>Escolha um arquivo numa pasta em que você possa gravar.</translation>
    </message>
    <message>
        <source>No word of any conversation is in here, and no key.</source>
        <translation>Aqui não há nenhuma palavra de nenhuma conversa, nem chaves.</translation>
    </message>
    <message>
        <source>The end of the log; only lines of a known form, without values.</source>
        <translation>O fim do log; só linhas de forma conhecida, sem valores.</translation>
    </message>
    <message>
        <source>The health report; names in paths are replaced.</source>
        <translation>O relatório de saúde; os nomes nos caminhos foram trocados.</translation>
    </message>
    <message>
        <source>The structure of a damaged conversation; none of its text.</source>
        <translation>A estrutura de uma conversa danificada; nada do texto dela.</translation>
    </message>
    <message>
        <source>The support bundle {file} is not saved: {reason}.</source>
        <translation>O pacote de suporte {file} não foi salvo: {reason}.</translation>
    </message>
    <message>
        <source>What is in the bundle.</source>
        <translation>O que há no pacote.</translation>
    </message>
    <message>
        <source>Your settings without names, addresses and keys.</source>
        <translation>Suas configurações sem nomes, endereços e chaves.</translation>
    </message>
    <message>
        <source>‹1a2b3c4d› stands for the same name everywhere in this bundle, ‹9 characters› for a text that was left out.</source>
        <translation>‹1a2b3c4d› representa o mesmo nome em todo este pacote, ‹9 characters› um texto que ficou de fora.</translation>
    </message>
</context>
<context>
    <name>SupportDialog</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation>Reunindo…</translation>
    </message>
    <message>
        <source>Content of the text</source>
        <translation>Conteúdo do texto</translation>
    </message>
    <message>
        <source>Save the support bundle</source>
        <translation>Salvar o pacote de suporte</translation>
    </message>
    <message>
        <source>Saved as {file}. Nothing was sent anywhere.</source>
        <translation>Salvo como {file}. Nada foi enviado a ninguém.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Salvar…</translation>
    </message>
    <message>
        <source>Support bundle</source>
        <translation>Pacote de suporte</translation>
    </message>
    <message>
        <source>Texts in the bundle</source>
        <translation>Textos do pacote</translation>
    </message>
    <message>
        <source>This is all that support would get: no word of any conversation, no key, no name of yours. Look through it, then save it and send it yourself; Sempre sends nothing.</source>
        <translation>Isto é tudo o que o suporte receberia: nenhuma palavra de conversa, nenhuma chave, nenhum nome seu. Confira, depois salve e envie você mesmo; o Sempre não envia nada.</translation>
    </message>
</context>
<context>
    <name>System</name>
    <message>
        <source>Another program is using the file</source>
        <translation>outro programa está usando o arquivo</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>quem lia já parou de ler</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>falta memória</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>a pasta não está vazia</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>a sua cota de disco acabou</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>o arquivo já existe</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>o nome do arquivo é longo demais</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>o arquivo é grande demais</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>o disco informou um erro</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>é uma pasta</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>não há mais espaço no disco</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>não existe esse arquivo ou pasta</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>não é uma pasta</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>operação não permitida</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>permissão negada</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>o disco só permite leitura</translation>
    </message>
    <message>
        <source>The disk is not there any more</source>
        <translation>o disco não está mais disponível</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>há links demais no caminho</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>há arquivos abertos demais</translation>
    </message>
    <message>
        <source>a device</source>
        <translation>um dispositivo</translation>
    </message>
    <message>
        <source>a directory</source>
        <translation>uma pasta</translation>
    </message>
    <message>
        <source>a link</source>
        <translation>um link</translation>
    </message>
    <message>
        <source>a link to {target}</source>
        <translation>um link para {target}</translation>
    </message>
    <message>
        <source>a name that differs from another only in case</source>
        <translation>um nome que só difere de outro em maiúsculas e minúsculas</translation>
    </message>
    <message>
        <source>a name that not every system can hold</source>
        <translation>um nome que nem todo sistema aceita</translation>
    </message>
    <message>
        <source>a pipe</source>
        <translation>um pipe</translation>
    </message>
    <message>
        <source>a socket</source>
        <translation>um socket</translation>
    </message>
    <message>
        <source>it became shorter while it was read</source>
        <translation>ficou mais curto durante a leitura</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>não é um arquivo</translation>
    </message>
    <message>
        <source>only a part was written</source>
        <translation>só uma parte foi gravada</translation>
    </message>
</context>
<context>
    <name>Timings</name>
    <message>
        <source>Choose a file in a directory that you can write to.</source>
        <translation>Escolha um arquivo em uma pasta onde você possa gravar.</translation>
    </message>
    <message>
        <source>The timings {file} are not saved: {reason}.</source>
        <translation>As medições {file} não foram salvas: {reason}.</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Added by Claude Code</source>
        <translation>Adicionado pelo Claude Code</translation>
    </message>
    <message numerus="yes">
        <source>Another branch, {n} records.</source>
        <translation>
            <numerusform>Outro ramo, {n} registro.</numerusform>
            <numerusform>Outro ramo, {n} registros.</numerusform>
        </translation>
    </message>
    <message>
        <source>Another program put a different file in place of this conversation's. What is in it now is shown here, from its end. What you typed is still in the box. If something is missing, restore it from a backup.</source>
        <translation>Outro programa pôs um arquivo diferente no lugar do desta conversa. O que há nele agora é mostrado aqui, a partir do fim. O que você digitou continua na caixa. Se faltar algo, restaure de um backup.</translation>
    </message>
    <message>
        <source>Another program shortened this conversation's file. What is left of it is shown here, from its end. What you typed is still in the box. If something is missing, restore it from a backup.</source>
        <translation>Outro programa encurtou o arquivo desta conversa. O que restou dele é mostrado aqui, a partir do fim. O que você digitou continua na caixa. Se faltar algo, restaure de um backup.</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistente</translation>
    </message>
    <message>
        <source>Beginning of the output, stored beside ({size})</source>
        <translation>Início da saída, guardada ao lado ({size})</translation>
    </message>
    <message>
        <source>Bring this back into context</source>
        <translation>Trazer de volta ao contexto</translation>
    </message>
    <message>
        <source>Choose a branch</source>
        <translation>Escolher um ramo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Compacted here. Everything above is kept.</source>
        <translation>Compactada aqui. Tudo acima está guardado.</translation>
    </message>
    <message>
        <source>Continue this reply</source>
        <translation>Continuar esta resposta</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversa</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy address of the link</source>
        <translation>Copiar endereço do link</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Copiar como Markdown</translation>
    </message>
    <message>
        <source>Copy link to message</source>
        <translation>Copiar link da mensagem</translation>
    </message>
    <message>
        <source>Copy this code</source>
        <translation>Copiar este código</translation>
    </message>
    <message>
        <source>Damaged bytes</source>
        <translation>Bytes danificados</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Documento</translation>
    </message>
    <message>
        <source>End of the sub-agent</source>
        <translation>Fim do subagente</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erro</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Falhou</translation>
    </message>
    <message>
        <source>Go to the branch after</source>
        <translation>Ir ao próximo ramo</translation>
    </message>
    <message>
        <source>Go to the branch before</source>
        <translation>Ir ao ramo anterior</translation>
    </message>
    <message>
        <source>Hide the details</source>
        <translation>Ocultar os detalhes</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrompida</translation>
    </message>
    <message>
        <source>It can't be read.</source>
        <translation>Não pode ser lido.</translation>
    </message>
    <message>
        <source>Jump to the newest message</source>
        <translation>Ir para a mensagem mais recente</translation>
    </message>
    <message>
        <source>No other branch begins here</source>
        <translation>Nenhum outro ramo começa aqui</translation>
    </message>
    <message>
        <source>Nothing was written here on that day or later.</source>
        <translation>Nada foi escrito aqui nesse dia nem depois.</translation>
    </message>
    <message>
        <source>Notice</source>
        <translation>Aviso</translation>
    </message>
    <message>
        <source>Open the whole transcript</source>
        <translation>Abrir a transcrição inteira</translation>
    </message>
    <message>
        <source>Other branches here…</source>
        <translation>Outros ramos aqui…</translation>
    </message>
    <message>
        <source>Other content</source>
        <translation>Outro conteúdo</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Permissão</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Resposta</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Result of a tool</source>
        <translation>Resultado de uma ferramenta</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Select message</source>
        <translation>Selecionar mensagem</translation>
    </message>
    <message>
        <source>Sent while a reply was being written</source>
        <translation>Enviada enquanto uma resposta era escrita</translation>
    </message>
    <message>
        <source>Show all ({size})</source>
        <translation>Mostrar tudo ({size})</translation>
    </message>
    <message numerus="yes">
        <source>Show all {n} lines</source>
        <translation>
            <numerusform>Mostrar a linha inteira</numerusform>
            <numerusform>Mostrar todas as {n} linhas</numerusform>
        </translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Mostrar menos</translation>
    </message>
    <message>
        <source>Show raw record…</source>
        <translation>Mostrar registro bruto…</translation>
    </message>
    <message>
        <source>Show the details</source>
        <translation>Mostrar os detalhes</translation>
    </message>
    <message>
        <source>Show the next part ({number} of {count})</source>
        <translation>Mostrar a próxima parte ({number} de {count})</translation>
    </message>
    <message>
        <source>Show the part before</source>
        <translation>Mostrar a parte anterior</translation>
    </message>
    <message>
        <source>Sub-agent</source>
        <translation>Subagente</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Resumo</translation>
    </message>
    <message>
        <source>Summary of what stands above</source>
        <translation>Resumo do que está acima</translation>
    </message>
    <message>
        <source>Take out of the context</source>
        <translation>Tirar do contexto</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Tarefa</translation>
    </message>
    <message>
        <source>That message is not in this conversation's file any more.</source>
        <translation>Essa mensagem não está mais no arquivo desta conversa.</translation>
    </message>
    <message>
        <source>The conversation goes on here.</source>
        <translation>A conversa continua aqui.</translation>
    </message>
    <message>
        <source>The middle of a long transcript is left out here.</source>
        <translation>O meio de uma transcrição longa foi omitido aqui.</translation>
    </message>
    <message>
        <source>The reply failed: {text}</source>
        <translation>A resposta falhou: {text}</translation>
    </message>
    <message>
        <source>The rest is in the file {path}</source>
        <translation>O resto está no arquivo {path}</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Raciocínio</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Ir ao fim</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Transcript of the sub-agent</source>
        <translation>Transcrição do subagente</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Waiting for the first words</source>
        <translation>Esperando as primeiras palavras</translation>
    </message>
    <message>
        <source>Waiting for your answer below</source>
        <translation>Esperando a sua resposta abaixo</translation>
    </message>
    <message>
        <source>Whole output, stored beside ({size})</source>
        <translation>Saída inteira, guardada ao lado ({size})</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ontem</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
    <message>
        <source>You stopped the reply here.</source>
        <translation>Você parou a resposta aqui.</translation>
    </message>
    <message>
        <source>Your message</source>
        <translation>Sua mensagem</translation>
    </message>
    <message>
        <source>[picture: {label}]</source>
        <translation>[imagem: {label}]</translation>
    </message>
    <message>
        <source>goes on</source>
        <translation>continua</translation>
    </message>
    <message>
        <source>is being read</source>
        <translation>está sendo lida</translation>
    </message>
    <message>
        <source>is not kept on this machine</source>
        <translation>não está guardada nesta máquina</translation>
    </message>
    <message>
        <source>no description</source>
        <translation>sem descrição</translation>
    </message>
    <message>
        <source>no output</source>
        <translation>sem saída</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>ainda não salva</translation>
    </message>
    <message>
        <source>not shown by the model</source>
        <translation>não mostrado pelo modelo</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>escrevendo</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} de {count}</translation>
    </message>
    <message numerus="yes">
        <source>{n} attached pictures</source>
        <translation>
            <numerusform>{n} imagem anexada</numerusform>
            <numerusform>{n} imagens anexadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} bytes here are damaged ({reason}). They are kept in the file.</source>
        <translation>
            <numerusform>{n} byte aqui está danificado ({reason}). Ele continua no arquivo.</numerusform>
            <numerusform>{n} bytes aqui estão danificados ({reason}). Eles continuam no arquivo.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages</source>
        <translation>
            <numerusform>{n} mensagem</numerusform>
            <numerusform>{n} mensagens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} new</source>
        <translation>
            <numerusform>{n} nova</numerusform>
            <numerusform>{n} novas</numerusform>
        </translation>
    </message>
    <message>
        <source>{position} of {count}</source>
        <translation>{position} de {count}</translation>
    </message>
    <message>
        <source>{tokens} tokens were summarised here. Everything above is kept.</source>
        <translation>{tokens} tokens foram resumidos aqui. Tudo acima está guardado.</translation>
    </message>
</context>
<context>
    <name>Usage</name>
    <message>
        <source>Being counted…</source>
        <translation>Contando…</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Por dia</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>Por modelo</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Custo</translation>
    </message>
    <message>
        <source>Each reply counts once. Costs are those that an engine reported; where none did there is a dash. Tokens read include those from a server's cache.</source>
        <translation>Cada resposta conta uma vez. Os custos são os informados pelo motor; onde nenhum informou há um traço. Os tokens lidos incluem os do cache do servidor.</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>Ao todo</translation>
    </message>
    <message>
        <source>No reply here says what it has used.</source>
        <translation>Nenhuma resposta daqui diz o que usou.</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Respostas</translation>
    </message>
    <message>
        <source>The file can't be read: {reason}.</source>
        <translation>O arquivo não pode ser lido: {reason}.</translation>
    </message>
    <message>
        <source>Tokens and cost</source>
        <translation>Tokens e custo</translation>
    </message>
    <message>
        <source>Tokens and cost of this conversation</source>
        <translation>Tokens e custo desta conversa</translation>
    </message>
    <message>
        <source>Tokens read</source>
        <translation>Tokens lidos</translation>
    </message>
    <message>
        <source>US${amount}</source>
        <translation>US$ {amount}</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Escritos</translation>
    </message>
    <message>
        <source>{read} tokens read, {written} written</source>
        <translation>{read} tokens lidos, {written} escritos</translation>
    </message>
</context>
<context>
    <name>Vault</name>
    <message>
        <source>Claude Code has this transcript: {path}.</source>
        <translation>O Claude Code tem esta transcrição: {path}.</translation>
    </message>
    <message>
        <source>Claude Code's transcripts can't be protected: {reason} ({path}).</source>
        <translation>Não foi possível proteger as transcrições do Claude Code: {reason} ({path}).</translation>
    </message>
    <message>
        <source>Free some space or make the directory writable, then try again.</source>
        <translation>Libere espaço ou dê permissão de gravação à pasta e tente de novo.</translation>
    </message>
    <message>
        <source>The protected copy is untouched, and nothing was replaced.</source>
        <translation>A cópia protegida está intacta e nada foi substituído.</translation>
    </message>
    <message>
        <source>The transcript can't be put back: {reason} ({path}).</source>
        <translation>Não foi possível devolver a transcrição: {reason} ({path}).</translation>
    </message>
    <message>
        <source>There is no protected copy of {id}.</source>
        <translation>Não há cópia protegida de {id}.</translation>
    </message>
    <message>
        <source>There is nothing to do; it is never replaced.</source>
        <translation>Não há nada a fazer; ela nunca é substituída.</translation>
    </message>
    <message>
        <source>What was protected before is untouched, and so are Claude Code's files.</source>
        <translation>O que já estava protegido continua intacto, assim como os arquivos do Claude Code.</translation>
    </message>
    <message>
        <source>`sempre protect --status` lists what can be put back.</source>
        <translation>`sempre protect --status` lista o que pode ser devolvido.</translation>
    </message>
</context>
<context>
    <name>VerifyDialog</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Every byte is sound.</source>
        <translation>Cada byte está íntegro.</translation>
    </message>
    <message>
        <source>Every byte of every conversation is being read. Nothing is changed.</source>
        <translation>Cada byte de cada conversa está sendo lido. Nada é alterado.</translation>
    </message>
    <message>
        <source>It can't be read: {reason}.</source>
        <translation>Não pode ser lida: {reason}.</translation>
    </message>
    <message>
        <source>Not everything was read.</source>
        <translation>Nem tudo foi lido.</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>Verificar de novo</translation>
    </message>
    <message>
        <source>Verify every byte</source>
        <translation>Verificar cada byte</translation>
    </message>
    <message numerus="yes">
        <source>and {n} more</source>
        <translation>
            <numerusform>e mais {n}</numerusform>
            <numerusform>e mais {n}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} conversations ({size}) were read.</source>
        <translation>
            <numerusform>{n} conversa ({size}) foi lida.</numerusform>
            <numerusform>{n} conversas ({size}) foram lidas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} lines are damaged; everything else opens as before.</source>
        <translation>
            <numerusform>{n} linha está danificada; todo o resto abre como antes.</numerusform>
            <numerusform>{n} linhas estão danificadas; todo o resto abre como antes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} messages continue one that is missing.</source>
        <translation>
            <numerusform>{n} mensagem continua uma que falta.</numerusform>
            <numerusform>{n} mensagens continuam uma que falta.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} of them have damage; all their bytes are kept as they are.</source>
        <translation>
            <numerusform>{n} delas tem danos; todos os seus bytes estão guardados como estão.</numerusform>
            <numerusform>{n} delas têm danos; todos os seus bytes estão guardados como estão.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WaitingLine</name>
    <message numerus="yes">
        <source>Trying again in {n} s</source>
        <translation>
            <numerusform>Nova tentativa em {n} s</numerusform>
            <numerusform>Nova tentativa em {n} s</numerusform>
        </translation>
    </message>
    <message>
        <source>Trying again now</source>
        <translation>Tentando de novo agora</translation>
    </message>
    <message>
        <source>attempt {attempt}</source>
        <translation>tentativa {attempt}</translation>
    </message>
    <message>
        <source>attempt {attempt} of {of}</source>
        <translation>tentativa {attempt} de {of}</translation>
    </message>
</context>
</TS>
