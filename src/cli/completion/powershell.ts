/** Completion for PowerShell 5 and later. */

import type { CommandLine, CompletedCommand, Flag, Values } from '../completion-model.ts';

export function powershellScript({ commands, fallback }: CommandLine): string {
  return `# PowerShell completion for aiprobe. In $PROFILE: aiprobe completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName aiprobe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commands = [ordered]@{
${commands.map(entry).join('\n')}
    }
    $line = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or $_.Extent.Text -ne $wordToComplete } | ForEach-Object { $_.Extent.Text })
    $name = if ($line.Count -gt 1 -and $commands.Contains($line[1])) { $line[1] } else { '${fallback}' }
    $command = $commands[$name]

    # The flag whose value is due: the word before, or what stands before = in this one.
    $flag = $line[-1]
    $lead = ''
    $value = $wordToComplete
    if ($wordToComplete -match '^(--[\\w-]+=)(.*)$') {
        $lead = $Matches[1]
        $flag = $lead.TrimEnd('=')
        $value = $Matches[2]
    }
    $known = $command.Flags | Where-Object { $_.Names -contains $flag -and $null -ne $_.Value } | Select-Object -First 1

    function Get-Values($spec) {
        switch ($spec.Kind) {
            'words' { $spec.Words }
            'list' {
                $begun = if ($value.Contains(',')) { $value.Substring(0, $value.LastIndexOf(',') + 1) } else { '' }
                $spec.Words | ForEach-Object { $begun + $_ }
            }
            'asked' { & aiprobe __complete $spec.What -- @line 2>$null }
            'files' { Get-ChildItem -Path "$value*" -Name -ErrorAction SilentlyContinue }
        }
    }

    $found = if ($known) {
        Get-Values $known.Value | ForEach-Object { @{ Text = $lead + $_; Tip = $known.Help } }
    } elseif ($wordToComplete.StartsWith('-')) {
        $command.Flags | ForEach-Object { @{ Text = $_.Names[-1]; Tip = $_.Help } }
    } else {
        if ($line.Count -le 1) { $commands.Keys | ForEach-Object { @{ Text = $_; Tip = $commands[$_].Summary } } }
        Get-Values $command.Words | ForEach-Object { @{ Text = $_; Tip = $_ } }
    }

    $found | Where-Object { $_.Text -and $_.Text.StartsWith($wordToComplete) } | ForEach-Object {
        $text = if ($_.Text -match '[\\s''"(){}$;&|,]' -and $_.Text -notmatch '^--') { "'" + $_.Text.Replace("'", "''") + "'" } else { $_.Text }
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
      return `@{ Kind = '${values.form === 'list' ? 'list' : 'words'}'; Words = @(${values.words.map(quoted).join(', ')}) }`;
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
