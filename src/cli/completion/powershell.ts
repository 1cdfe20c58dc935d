/**
 * Completion for PowerShell 5 and later. What it is called with is written in Microsoft's Register-ArgumentCompleter (the
 * word, the syntax tree of the command, the cursor's offset) and in PowerShell's CompletionCompleters.cs: a quoted word
 * comes with both quotes, of a list with commas only what stands behind the last one, and where nothing is offered
 * PowerShell completes names of files itself.
 */

import type { CommandLine, CompletedCommand, Flag, Values } from '../completion-model.ts';

export function powershellScript({ commands, fallback }: CommandLine): string {
  return `# PowerShell completion for aiprobe. In $PROFILE: aiprobe completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName aiprobe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commands = [ordered]@{
${commands.map(entry).join('\n')}
    }

    # The words before the cursor's own, without their quotes.
    $line = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    $name = if ($line.Count -gt 1 -and $commands.Contains($line[1])) { $line[1] } else { '${fallback}' }
    $command = $commands[$name]

    $quote = if ($wordToComplete -match '^[''"]') { $wordToComplete.Substring(0, 1) } else { '' }
    $word = $wordToComplete.Trim([char[]]@("'", '"'))

    # The flag whose value is due: the word before, or what stands before = in the cursor's own.
    $flag = $line[-1]
    $lead = ''
    $own = $commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition -and $_.Extent.EndOffset -ge $cursorPosition } | Select-Object -First 1
    if ($null -ne $own -and $own.Extent.Text -match '^[''"]?(--[\\w-]+)=') {
        $flag = $Matches[1]
        if ($word.StartsWith("$flag=")) { $lead = "$flag=" }
    }
    $value = $word.Substring($lead.Length)
    $known = $command.Flags | Where-Object { $_.Names -ccontains $flag -and $null -ne $_.Value } | Select-Object -First 1

    function Get-Files($begun) {
        $folder = if ($begun -match '^.*[\\\\/]') { $Matches[0] } else { '' }
        Get-ChildItem -Path ([System.Management.Automation.WildcardPattern]::Escape($begun) + '*') -ErrorAction SilentlyContinue | ForEach-Object {
            $folder + $_.Name + $(if ($_.PSIsContainer) { '/' } else { '' })
        }
    }

    function Get-Values($spec) {
        switch ($spec.Kind) {
            'words' { $spec.Words }
            'reporter' {
                if ($value -match '^([a-z]+=)(.*)$') {
                    $format = $Matches[1]
                    Get-Files $Matches[2] | ForEach-Object { $format + $_ }
                } else { $spec.Words }
            }
            # Quoted, or the script that npm puts on Windows' path would not get it.
            'asked' { & aiprobe __complete $spec.What '--' @line 2>$null }
            'files' { Get-Files $value }
        }
    }

    $found = if ($known) {
        Get-Values $known.Value | ForEach-Object { @{ Text = $lead + $_; Tip = $known.Help } }
    } elseif ($word.StartsWith('-')) {
        $command.Flags | ForEach-Object { @{ Text = $_.Names[-1]; Tip = $_.Help } }
    } else {
        if ($line.Count -le 1) { $commands.Keys | ForEach-Object { @{ Text = $_; Tip = $commands[$_].Summary } } }
        Get-Values $command.Words | ForEach-Object { @{ Text = $_; Tip = $_ } }
    }

    $found | Where-Object { $_.Text -and $_.Text.StartsWith($word, [System.StringComparison]::OrdinalIgnoreCase) } | ForEach-Object {
        $text = $_.Text
        if ($quote -eq '"' -and $text -notmatch '["\`$]') { $text = '"' + $text + '"' }
        elseif ($quote -ne '' -or $text -match '[\\s''"(){}$;&|,<>\`]|^[@#]') { $text = "'" + $text.Replace("'", "''") + "'" }
        [System.Management.Automation.CompletionResult]::new($text, $_.Text, 'ParameterValue', $_.Tip)
    }
}
`;
}

function entry({ name, summary, flags, words }: CompletedCommand): string {
  return `        ${quoted(name)} = @{
            Summary = ${quoted(summary)}
            Words = ${table(words)}
            Flags = @(${flags.length === 0 ? '' : `\n${flags.map(flagEntry).join('\n')}\n            `})
        }`;
}

function flagEntry({ short, long, help, value }: Flag): string {
  const names = [...(short === null ? [] : [short]), long].map(quoted).join(', ');
  return `                @{ Names = @(${names}); Help = ${quoted(help)}; Value = ${value === null ? '$null' : table(value)} }`;
}

function table(values: Values): string {
  switch (values.kind) {
    case 'none':
      return "@{ Kind = 'none' }";
    case 'files':
      return "@{ Kind = 'files' }";
    case 'asked':
      return `@{ Kind = 'asked'; What = ${quoted(values.what)} }`;
    case 'words':
      return `@{ Kind = '${values.form === 'reporter' ? 'reporter' : 'words'}'; Words = @(${values.words.map(quoted).join(', ')}) }`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
