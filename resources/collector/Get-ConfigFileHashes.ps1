# SPDX-License-Identifier: MIT
<#
.SYNOPSIS
Lists Exchange's configuration files with size, time and hash as one JSON document. Changes nothing.

.DESCRIPTION
Run before and after an update, it shows which files the update has replaced or removed. What
stands in the files is not in the document (exchpatch.config-files/1), only their SHA-256.

What it does
  * reads one registry value: where Exchange is installed
  * lists a few folders below that place and reads the configuration files in them

What it does not do
  * it sets, starts, stops, writes and deletes nothing, on this server or elsewhere
  * it loads no code, asks nothing of the network and keeps nothing: the document on standard
    output is all
  * it gives out no line of any file

Which files: *.config of Bin, ClientAccess, FrontEnd and the transport agents, the settings of the
search and of monitoring, and style sheets, pictures and themes of Outlook on the web.

Written for Windows PowerShell 5.1. It needs an administrator of the server and takes a few seconds.
More in docs/before-and-after.md of ExchPatch.

.EXAMPLE
powershell -NoProfile -ExecutionPolicy Bypass -File Get-ConfigFileHashes.ps1 > files.json

At the server's console, in an elevated window.
#>
[CmdletBinding()]
param()

# Application control (AppLocker, WDAC) leaves PowerShell too little to read anything.
if ([string] $ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    throw "PowerShell is restricted here: $($ExecutionContext.SessionState.LanguageMode)."
}
if (-not [System.Environment]::Is64BitProcess) {
    throw 'Start the 64-bit Windows PowerShell: the other one sees other registry keys.'
}

# The other streams stay empty: powershell.exe writes them to standard output too, and that belongs
# to the document.
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$VerbosePreference = 'SilentlyContinue'
$DebugPreference = 'SilentlyContinue'
$InformationPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'

$CollectorVersion = '1.0.0'
$ServerName = [System.Environment]::MachineName
$SetupKey = 'SOFTWARE\Microsoft\ExchangeServer\v15\Setup'
$LargestFile = 64 * 1024 * 1024
$LongestError = 500
$Invariant = [System.Globalization.CultureInfo]::InvariantCulture


#region Values: every value of the document is made by one of these

function ConvertTo-Text {
    # Text without surrounding blanks; null if nothing is left.
    param($Value)
    if ($null -eq $Value) { return $null }
    $text = ([string] $Value).Trim()
    if ($text.Length -eq 0) { return $null }
    return $text
}

function ConvertTo-Utc {
    # A point in time as UTC in ISO form; null if it is none.
    param($Value)
    if ($Value -isnot [datetime]) { return $null }
    return $Value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', $Invariant)
}

function ConvertTo-Reason {
    # The message of an error in one short piece.
    param($Record)
    $text = ConvertTo-Text ($Record.Exception.GetBaseException().Message)
    if ($null -eq $text) { return 'It failed without a message.' }
    if ($text.Length -gt $LongestError) { return $text.Substring(0, $LongestError) }
    return $text
}

#endregion


#region Files

function Get-ExchangePath {
    # The folder Exchange is installed in, with a backslash at its end; null without Exchange.
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($SetupKey)
    if ($null -eq $key) { return $null }
    try { $path = ConvertTo-Text ($key.GetValue('MsiInstallPath', $null)) } finally { $key.Close() }
    if ($null -eq $path) { return $null }
    return $path.TrimEnd('\') + '\'
}

function Get-PlaceFile {
    # The files of a place whose names fit. Callers put @() around it.
    param([string] $Folder, [string[]] $Names, [bool] $Below)
    $files = @(Get-ChildItem -LiteralPath $Folder -File -Recurse:$Below -ErrorAction Stop)
    foreach ($file in $files) {
        foreach ($name in $Names) {
            if ($file.Name -like $name) {
                $file
                break
            }
        }
    }
}

function Read-ConfigPlace {
    # Looks through one place. What it finds goes into $Listed, each file once.
    param([string] $Root, $Place, $Listed)
    $folder = $Root + $Place.Folder
    $exists = [System.IO.Directory]::Exists($folder)
    $reason = $null
    if ($exists) {
        try {
            foreach ($file in @(Get-PlaceFile $folder $Place.Names $Place.Below)) {
                if (-not $Listed.Contains($file.FullName)) { $Listed.Add($file.FullName, $file) }
            }
        } catch {
            $reason = ConvertTo-Reason $_
        }
    }
    return [ordered]@{
        path   = [string] $Place.Folder
        exists = ($exists -eq $true)
        error  = ConvertTo-Text $reason
    }
}

function Read-ConfigFile {
    # One file: what it is called below the folder of the installation, and its hash.
    param([string] $Root, $File)
    $hash = $null
    $reason = $null
    try {
        if ($File.Length -gt $LargestFile) { throw 'The file is too large for a configuration.' }
        $made = Get-FileHash -LiteralPath $File.FullName -Algorithm SHA256 -ErrorAction Stop
        $hash = ([string] $made.Hash).ToLowerInvariant()
    } catch {
        $reason = ConvertTo-Reason $_
    }
    return [ordered]@{
        path        = [string] $File.FullName.Substring($Root.Length)
        size        = [long] $File.Length
        modified_at = ConvertTo-Utc $File.LastWriteTimeUtc
        sha256      = ConvertTo-Text $hash
        error       = ConvertTo-Text $reason
    }
}

#endregion


#region The document

$knownPlaces = @(
    @{ Folder = 'Bin'; Below = $false; Names = @('*.config') },
    @{ Folder = 'Bin\Monitoring\Config'; Below = $false; Names = @('AntiMalware.xml') },
    @{ Folder = 'Bin\Search\Ceres\Runtime\1.0'; Below = $false; Names = @('*.config') },
    @{ Folder = 'ClientAccess'; Below = $true; Names = @('*.config') },
    @{ Folder = 'ClientAccess\Owa\prem'; Below = $true; Names = @('*.less', 'themeInfo.xml') },
    @{ Folder = 'FrontEnd'; Below = $true; Names = @('*.config') },
    @{
        Folder = 'FrontEnd\HttpProxy\owa\auth'
        Below  = $true
        Names  = @('*.css', '*.gif', '*.ico', '*.png', '*.svg')
    },
    @{ Folder = 'TransportRoles\agents'; Below = $true; Names = @('*.config') },
    @{ Folder = 'TransportRoles\Shared'; Below = $true; Names = @('*.config', '*.xml') }
)

$collectedAt = ConvertTo-Utc ([datetime]::UtcNow)
$installPath = Get-ExchangePath
if ($null -eq $installPath) { throw 'Exchange is not installed on this computer.' }
$listed = New-Object System.Collections.Specialized.OrderedDictionary(
    [System.StringComparer]::OrdinalIgnoreCase)
$places = @(foreach ($place in $knownPlaces) {
    Read-ConfigPlace $installPath $place $listed
})
$files = @(foreach ($file in @($listed.Values)) {
    Read-ConfigFile $installPath $file
})

$document = [ordered]@{
    schema            = 'exchpatch.config-files/1'
    collector_version = $CollectorVersion
    collected_at      = $collectedAt
    computer          = $ServerName
    install_path      = $installPath
    places            = $places
    files             = $files
}
$json = ConvertTo-Json -InputObject $document -Compress -Depth 6
# Whatever the console's code page and however the output is redirected: ASCII arrives unharmed.
$escape = [System.Text.RegularExpressions.MatchEvaluator] {
    param($found)
    '\u{0:x4}' -f [int] [char] $found.Value
}
[regex]::Replace($json, '[^\x20-\x7e]', $escape)

#endregion
