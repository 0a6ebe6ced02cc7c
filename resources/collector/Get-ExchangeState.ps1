# SPDX-License-Identifier: MIT
<#
.SYNOPSIS
Reads the state of an Exchange server and writes it as one JSON document. Changes nothing.

.DESCRIPTION
Collects facts on the Exchange server it runs on: files and registry, Windows, IIS, certificates,
what Exchange's own Get- cmdlets say, and a few objects of the directory. It judges nothing; the
document (exchpatch.collected/1) is judged on another computer by ExchPatch.

What it does
  * reads the registry, files, WMI, IIS, event logs, the certificate store
  * opens one session from this server to its own Exchange PowerShell and runs Get- and Test-
    cmdlets there
  * reads the directory by LDAP
  * asks https://officeclient.microsoft.com whether it can be reached (see -SkipInternet)

What it does not do
  * it sets, starts, stops, writes and deletes nothing, on this server or elsewhere
  * it loads no code from elsewhere and keeps nothing: the document on standard output is all
  * it gives out no password, no private key, no mailbox data and no whole configuration file

Each function whose name starts with Read- fills one section of the document and fails alone: the
section then carries the reason in place of its data.

Written for Windows PowerShell 5.1. Rights: see -Credential. More in docs/collector.md of ExchPatch.

.PARAMETER Credential
The account for the session to Exchange's PowerShell and for the directory. It needs the role group
View-Only Organization Management. Without it the account that runs the script is used, which works
at the server's console but not inside a remote session: Windows does not hand a sign-in on.
What is read on the server itself is always read as the account that runs the script; it has to be
a local administrator.

.PARAMETER UserName
The same account for callers that can send a SecureString but no credential object.

.PARAMETER Password
The password that belongs to -UserName.

.PARAMETER Sections
Names of the only sections to collect, separated by commas. The others are written as skipped.

.PARAMETER SkipExchange
Leaves out what needs Exchange's cmdlets.

.PARAMETER SkipDirectory
Leaves out what needs the directory.

.PARAMETER SkipInternet
Asks nothing of other networks: leaves out the mitigation service and the chains of certificates,
for which Windows may fetch issuers.

.EXAMPLE
powershell -NoProfile -ExecutionPolicy Bypass -File Get-ExchangeState.ps1 > facts.json

At the server's console, in an elevated window.

.EXAMPLE
powershell -NoProfile -ExecutionPolicy Bypass -File Get-ExchangeState.ps1 -SkipInternet > facts.json

In a closed network.
#>
[CmdletBinding()]
param(
    [System.Management.Automation.PSCredential]
    [System.Management.Automation.Credential()]
    $Credential = [System.Management.Automation.PSCredential]::Empty,
    [string] $UserName = '',
    [System.Security.SecureString] $Password,
    [string[]] $Sections = @(),
    [switch] $SkipExchange,
    [switch] $SkipDirectory,
    [switch] $SkipInternet
)

# Application control (AppLocker, WDAC) leaves PowerShell too little to collect anything.
if ([string] $ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    throw "PowerShell is restricted here: $($ExecutionContext.SessionState.LanguageMode)."
}
if (-not [System.Environment]::Is64BitProcess) {
    throw 'Start the 64-bit Windows PowerShell: the other one sees other files and registry keys.'
}

# Every error ends the section it happens in. The other streams stay empty: powershell.exe writes
# them to standard output too, and that belongs to the document.
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$VerbosePreference = 'SilentlyContinue'
$DebugPreference = 'SilentlyContinue'
$InformationPreference = 'SilentlyContinue'

$CollectorVersion = '1.0.0'
$ServerName = [System.Environment]::MachineName
$WindowsFolder = [System.Environment]::GetFolderPath('Windows')
$AppHostPath = "$WindowsFolder\System32\inetsrv\config\applicationHost.config"
$ExchangeKey = 'SOFTWARE\Microsoft\ExchangeServer\v15'
$ExchangeCommandMilliseconds = 60000
$DirectoryTimeout = New-TimeSpan -Seconds 30
$LongestError = 500
$Invariant = [System.Globalization.CultureInfo]::InvariantCulture

# What later sections need of earlier ones.
$script:SignIn = $null
$script:ExchangeSession = $null
$script:Directory = $null
$script:MailboxServer = $null
$script:ExchangeServer = $null
$script:SectionsDone = 0


#region Values: every value of the document is made by one of these

function ConvertTo-Text {
    # Text without surrounding blanks; null if nothing is left. What follows a NUL is left over
    # memory, as in some registry values.
    param($Value)
    if ($null -eq $Value) { return $null }
    $text = ([string] $Value).Split([char] 0)[0].Trim()
    if ($text.Length -eq 0) { return $null }
    return $text
}

function ConvertTo-TextList {
    # Each value as text, without empty ones. Callers put @() around it.
    param($Values)
    foreach ($value in $Values) {
        $text = ConvertTo-Text $value
        if ($null -ne $text) { $text }
    }
}

function ConvertTo-Whole {
    # A whole number; null if it is none.
    param($Value)
    if ($null -eq (ConvertTo-Text $Value)) { return $null }
    return ($Value -as [long])
}

function ConvertTo-WholeList {
    # Each value as a whole number. Callers put @() around it.
    param($Values)
    foreach ($value in $Values) { [long] $value }
}

function ConvertTo-Truth {
    # True or false; null if it is neither. Text counts: WSMan and XML write 'true' and 'false'.
    param($Value)
    if ($null -eq $Value) { return $null }
    if ([string] $Value -eq 'True') { return $true }
    if ([string] $Value -eq 'False') { return $false }
    return $null
}

function Test-True {
    # True only for true, for values that always have one.
    param($Value)
    return ([string] $Value -eq 'True')
}

function ConvertTo-Utc {
    # A point in time as UTC in ISO form; null if it is none.
    param($Value)
    if ($Value -isnot [datetime]) { return $null }
    return $Value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', $Invariant)
}

function ConvertTo-Day {
    # A date without time in ISO form; null if it is none.
    param($Value)
    if ($Value -isnot [datetime]) { return $null }
    return $Value.ToString('yyyy-MM-dd', $Invariant)
}

function ConvertTo-Base64 {
    # Bytes as base64; null if there are none.
    param([byte[]] $Bytes)
    if ($null -eq $Bytes -or $Bytes.Length -eq 0) { return $null }
    return [System.Convert]::ToBase64String($Bytes)
}

function ConvertTo-Sid {
    # The bytes of a SID as text; null without bytes.
    param([byte[]] $Bytes)
    if ($null -eq $Bytes -or $Bytes.Length -eq 0) { return $null }
    $sid = New-Object System.Security.Principal.SecurityIdentifier($Bytes, 0)
    return $sid.Value
}

function ConvertTo-GuidText {
    # A GUID as text; null for the empty one, which stands for 'any'.
    param([guid] $Value)
    if ($Value -eq [guid]::Empty) { return $null }
    return $Value.ToString()
}

#endregion


#region Sources: registry, files, XML

function Read-RegistryValue {
    # A value below HKEY_LOCAL_MACHINE as it is; null if it is missing. The comma keeps bytes and
    # lists in one piece.
    param([string] $Path, [string] $Name)
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($Path)
    if ($null -eq $key) { return $null }
    try { return , $key.GetValue($Name, $null) } finally { $key.Close() }
}

function Read-RegistryNumber {
    param([string] $Path, [string] $Name)
    return ConvertTo-Whole (Read-RegistryValue $Path $Name)
}

function Test-RegistryKey {
    param([string] $Path)
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($Path)
    if ($null -eq $key) { return $false }
    $key.Close()
    return $true
}

function Get-RegistrySubKey {
    # The names of the keys below; none if the key is missing.
    param([string] $Path)
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($Path)
    if ($null -eq $key) { return }
    try { $key.GetSubKeyNames() } finally { $key.Close() }
}

function Get-ExchangePath {
    # The folder Exchange is installed in, with a backslash at its end; null without Exchange.
    $path = ConvertTo-Text (Read-RegistryValue "$ExchangeKey\Setup" 'MsiInstallPath')
    if ($null -eq $path) { return $null }
    return $path.TrimEnd('\') + '\'
}

function Get-FileVersion {
    # The four numbers of a file's version; null without the file.
    param([string] $Path)
    if (-not [System.IO.File]::Exists($Path)) { return $null }
    $version = [System.Diagnostics.FileVersionInfo]::GetVersionInfo($Path)
    return '{0}.{1}.{2}.{3}' -f $version.FileMajorPart, $version.FileMinorPart,
        $version.FileBuildPart, $version.FilePrivatePart
}

function New-XmlDocument {
    # Parses text; reaches for nothing that the text names.
    param([string] $Text)
    $document = New-Object System.Xml.XmlDocument
    $document.XmlResolver = $null
    $document.LoadXml($Text)
    return , $document
}

function Open-ConfigFile {
    # A configuration file: whether it exists, why it is not well-formed, its text and its XML.
    param([string] $Path)
    $file = @{
        Exists     = [System.IO.File]::Exists($Path)
        ParseError = $null
        Text       = ''
        Xml        = $null
    }
    if (-not $file.Exists) { return $file }
    $file.Text = [System.IO.File]::ReadAllText($Path)
    try {
        $file.Xml = New-XmlDocument $file.Text
    } catch [System.Xml.XmlException] {
        $file.ParseError = ConvertTo-Text ($_.Exception.GetBaseException().Message)
    }
    return $file
}

function Select-XmlText {
    # The text of the first element or attribute that is found; null without one.
    param($Node, [string] $XPath)
    if ($null -eq $Node) { return $null }
    $found = $Node.SelectSingleNode($XPath)
    if ($null -eq $found) { return $null }
    return ConvertTo-Text $found.InnerText
}

function Select-XmlNode {
    # All elements or attributes that are found. Callers put @() around it.
    param($Node, [string] $XPath)
    if ($null -eq $Node) { return }
    foreach ($found in $Node.SelectNodes($XPath)) { $found }
}

function Select-RewriteRule {
    # Rules of the URL Rewrite module. Callers put @() around it.
    param($Node, [string] $XPath)
    foreach ($rule in @(Select-XmlNode $Node $XPath)) {
        [ordered]@{
            name      = ConvertTo-Text $rule.GetAttribute('name')
            enabled   = ($rule.GetAttribute('enabled') -ne 'false')
            match_url = Select-XmlText $rule 'match/@url'
        }
    }
}

#endregion


#region Local block: Windows

function Read-ExchangeSetup {
    $setup = "$ExchangeKey\Setup"
    $file = $null
    $version = $null
    $install = Get-ExchangePath
    if ($null -ne $install) {
        $file = "${install}Bin\ExSetup.exe"
        $version = Get-FileVersion $file
    }
    $list = 'SOFTWARE\Microsoft\Updates'
    $updates = @(foreach ($product in @(Get-RegistrySubKey $list)) {
        if ($product -notlike 'Exchange *') { continue }
        foreach ($name in @(Get-RegistrySubKey "$list\$product")) {
            $key = "$list\$product\$name"
            [ordered]@{
                product_key    = [string] $product
                key_name       = [string] $name
                package_name   = ConvertTo-Text (Read-RegistryValue $key 'PackageName')
                installed_date = ConvertTo-Text (Read-RegistryValue $key 'InstalledDate')
            }
        }
    })
    return [ordered]@{
        msi_install_path        = ConvertTo-Text (Read-RegistryValue $setup 'MsiInstallPath')
        msi_product_major       = Read-RegistryNumber $setup 'MsiProductMajor'
        msi_product_minor       = Read-RegistryNumber $setup 'MsiProductMinor'
        msi_build_major         = Read-RegistryNumber $setup 'MsiBuildMajor'
        msi_build_minor         = Read-RegistryNumber $setup 'MsiBuildMinor'
        owa_version             = ConvertTo-Text (Read-RegistryValue $setup 'OwaVersion')
        exsetup_path            = ConvertTo-Text $file
        exsetup_file_version    = ConvertTo-Text $version
        mailbox_role_key        = Test-RegistryKey "$ExchangeKey\MailboxRole"
        edge_transport_role_key = Test-RegistryKey "$ExchangeKey\EdgeTransportRole"
        updates                 = @($updates)
    }
}

function Read-OperatingSystem {
    $key = 'SOFTWARE\Microsoft\Windows NT\CurrentVersion'
    $system = Get-CimInstance -ClassName Win32_OperatingSystem -ErrorAction Stop
    return [ordered]@{
        version           = [string] $system.Version
        caption           = ConvertTo-Text $system.Caption
        os_language       = ConvertTo-Whole $system.OSLanguage
        last_boot_up_time = ConvertTo-Utc $system.LastBootUpTime
        install_date      = ConvertTo-Utc $system.InstallDate
        product_name      = ConvertTo-Text (Read-RegistryValue $key 'ProductName')
        installation_type = ConvertTo-Text (Read-RegistryValue $key 'InstallationType')
        release_id        = ConvertTo-Text (Read-RegistryValue $key 'ReleaseId')
        display_version   = ConvertTo-Text (Read-RegistryValue $key 'DisplayVersion')
        current_build     = ConvertTo-Text (Read-RegistryValue $key 'CurrentBuild')
        ubr               = Read-RegistryNumber $key 'UBR'
    }
}

function Read-TimeZone {
    $key = 'SYSTEM\CurrentControlSet\Control\TimeZoneInformation'
    $standard = Read-RegistryValue $key 'StandardStart'
    $daylight = Read-RegistryValue $key 'DaylightStart'
    return [ordered]@{
        standard_name                  = ConvertTo-Text ([System.TimeZoneInfo]::Local.StandardName)
        key_name                       = ConvertTo-Text (Read-RegistryValue $key 'TimeZoneKeyName')
        dynamic_daylight_time_disabled = Read-RegistryNumber $key 'DynamicDaylightTimeDisabled'
        standard_start                 = @(ConvertTo-WholeList $standard)
        daylight_start                 = @(ConvertTo-WholeList $daylight)
    }
}

function ConvertFrom-HotfixDate {
    # WMI writes this date as American text whatever the server's language, or not at all.
    param($Value)
    $text = ConvertTo-Text $Value
    if ($null -eq $text) { return $null }
    try {
        return ConvertTo-Day ([datetime]::ParseExact($text, 'M/d/yyyy', $Invariant))
    } catch {
        return $null
    }
}

function Read-Hotfixes {
    $hotfixes = @(Get-CimInstance -ClassName Win32_QuickFixEngineering -ErrorAction Stop)
    return [ordered]@{
        items = @(foreach ($hotfix in $hotfixes) {
            # The raw property: PowerShell's own InstalledOn fails for some values.
            $installed = $hotfix.CimInstanceProperties['InstalledOn'].Value
            [ordered]@{
                hotfix_id    = [string] $hotfix.HotFixID
                description  = ConvertTo-Text $hotfix.Description
                installed_on = ConvertFrom-HotfixDate $installed
            }
        })
    }
}

function Read-Dotnet {
    $key = 'SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full'
    $install = ConvertTo-Text (Read-RegistryValue $key 'InstallPath')
    return [ordered]@{
        release      = Read-RegistryNumber $key 'Release'
        install_path = ConvertTo-Text $install
        dlls         = @(foreach ($name in 'System.Data.dll', 'System.Configuration.dll') {
            $version = $null
            $written = $null
            if ($null -ne $install) {
                $path = [System.IO.Path]::Combine($install, $name)
                $version = Get-FileVersion $path
                if ($null -ne $version) { $written = [System.IO.File]::GetLastWriteTimeUtc($path) }
            }
            [ordered]@{
                name            = [string] $name
                file_version    = ConvertTo-Text $version
                last_write_time = ConvertTo-Utc $written
            }
        })
    }
}

function Read-Hardware {
    $computer = Get-CimInstance -ClassName Win32_ComputerSystem -ErrorAction Stop
    $modules = @(Get-CimInstance -ClassName Win32_PhysicalMemory -ErrorAction Stop)
    $processors = @(Get-CimInstance -ClassName Win32_Processor -ErrorAction Stop)
    return [ordered]@{
        manufacturer                = ConvertTo-Text $computer.Manufacturer
        model                       = ConvertTo-Text $computer.Model
        total_physical_memory       = ConvertTo-Whole $computer.TotalPhysicalMemory
        automatic_managed_pagefile  = ConvertTo-Truth $computer.AutomaticManagedPagefile
        domain                      = ConvertTo-Text $computer.Domain
        domain_role                 = ConvertTo-Whole $computer.DomainRole
        environment_processor_count = ConvertTo-Whole ([System.Environment]::ProcessorCount)
        memory_modules              = @(foreach ($module in $modules) {
            [ordered]@{ capacity = [long] $module.Capacity }
        })
        processors                  = @(foreach ($processor in $processors) {
            [ordered]@{
                name               = [string] (ConvertTo-Text $processor.Name)
                max_clock_mhz      = ConvertTo-Whole $processor.MaxClockSpeed
                current_clock_mhz  = ConvertTo-Whole $processor.CurrentClockSpeed
                cores              = ConvertTo-Whole $processor.NumberOfCores
                logical_processors = ConvertTo-Whole $processor.NumberOfLogicalProcessors
            }
        })
    }
}

function Read-PerformanceCounter {
    # A counter by its English name, which .NET knows on every language of Windows; null where the
    # counter does not exist.
    param([string] $Category, [string] $Counter)
    try {
        $source = New-Object System.Diagnostics.PerformanceCounter($Category, $Counter, $true)
        return [double] $source.NextValue()
    } catch {
        return $null
    }
}

function Read-Counters {
    $processor = Get-CimInstance -ClassName Win32_PerfFormattedData_PerfOS_Processor `
        -Filter "Name = '_Total'" -ErrorAction Stop
    $hyperv = Read-PerformanceCounter 'Hyper-V Dynamic Memory Integration Service' `
        'Maximum Memory, MBytes'
    $vmware = Read-PerformanceCounter 'VM Memory' 'Memory Reservation in MB'
    return [ordered]@{
        processor_time_percent       = ConvertTo-Whole $processor.PercentProcessorTime
        hyperv_maximum_memory_mb     = ConvertTo-Whole $hyperv
        vmware_memory_reservation_mb = ConvertTo-Whole $vmware
    }
}

function Read-PageFiles {
    $files = @(Get-CimInstance -ClassName Win32_PageFileSetting -ErrorAction Stop)
    return [ordered]@{
        items = @(foreach ($file in $files) {
            [ordered]@{
                name            = [string] $file.Name
                initial_size_mb = [long] $file.InitialSize
                maximum_size_mb = [long] $file.MaximumSize
            }
        })
    }
}

function Read-PowerPlan {
    $plans = @(Get-CimInstance -Namespace 'root\cimv2\power' -ClassName Win32_PowerPlan `
        -ErrorAction Stop)
    $active = $plans | Where-Object { $_.IsActive } | Select-Object -First 1
    return [ordered]@{
        instance_id = ConvertTo-Text $active.InstanceID
        name        = ConvertTo-Text $active.ElementName
    }
}

function Read-Services {
    $services = @(Get-CimInstance -ClassName Win32_Service -ErrorAction Stop)
    return [ordered]@{
        items = @(foreach ($service in $services) {
            [ordered]@{
                name               = [string] $service.Name
                state              = [string] $service.State
                start_mode         = [string] $service.StartMode
                delayed_auto_start = ConvertTo-Truth $service.DelayedAutoStart
            }
        })
    }
}

function Read-WindowsFeatures {
    $names = 'FS-SMB1', 'MSMQ', 'NET-WCF-MSMQ-Activation45'
    $features = @(Get-WindowsFeature -Name $names -ErrorAction Stop)
    return [ordered]@{
        items = @(foreach ($feature in $features) {
            [ordered]@{
                name      = [string] $feature.Name
                installed = Test-True $feature.Installed
            }
        })
    }
}

function Read-VcRedistributables {
    # The native list only: there the 64-bit runtimes are, which Exchange uses.
    $list = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall'
    return [ordered]@{
        items = @(foreach ($name in @(Get-RegistrySubKey $list)) {
            $key = "$list\$name"
            $title = ConvertTo-Text (Read-RegistryValue $key 'DisplayName')
            if ($title -notmatch '^Microsoft Visual C\+\+ 201[23]') { continue }
            [ordered]@{
                display_name    = [string] $title
                display_version = ConvertTo-Text (Read-RegistryValue $key 'DisplayVersion')
                version         = Read-RegistryNumber $key 'Version'
                install_date    = ConvertTo-Text (Read-RegistryValue $key 'InstallDate')
            }
        })
    }
}

function Test-CcmReboot {
    # Asks the agent of Configuration Manager whether it waits for a restart; null without agent.
    try {
        $answer = Invoke-CimMethod -Namespace 'root\ccm\ClientSDK' -ClassName CCM_ClientUtilities `
            -MethodName DetermineIfRebootPending -ErrorAction Stop
    } catch {
        return $null
    }
    return ((Test-True $answer.RebootPending) -or (Test-True $answer.IsHardRebootPending))
}

function Read-PendingReboot {
    $manager = 'SYSTEM\CurrentControlSet\Control\Session Manager'
    $windows = 'SOFTWARE\Microsoft\Windows\CurrentVersion'
    $renames = @(ConvertTo-TextList (Read-RegistryValue $manager 'PendingFileRenameOperations'))
    return [ordered]@{
        pending_file_rename_operations = ($renames.Count -gt 0)
        update_exe_volatile_flags      = Read-RegistryNumber `
            'SOFTWARE\Microsoft\Updates\UpdateExeVolatile' 'Flags'
        component_based_servicing      = Test-RegistryKey `
            "$windows\Component Based Servicing\RebootPending"
        auto_update_reboot_required    = Test-RegistryKey `
            "$windows\WindowsUpdate\Auto Update\RebootRequired"
        ccm_reboot_pending             = ConvertTo-Truth (Test-CcmReboot)
    }
}

function Read-EventLogs {
    return [ordered]@{
        items = @(foreach ($name in 'Application', 'System') {
            $log = Get-WinEvent -ListLog $name -ErrorAction Stop
            $oldest = $null
            if ($log.RecordCount -gt 0) {
                $oldest = Get-WinEvent -LogName $name -Oldest -MaxEvents 1 -ErrorAction Stop
            }
            [ordered]@{
                name               = [string] $name
                file_size          = ConvertTo-Whole $log.FileSize
                maximum_size       = ConvertTo-Whole $log.MaximumSizeInBytes
                oldest_record_time = ConvertTo-Utc $oldest.TimeCreated
            }
        })
    }
}

function Read-Volumes {
    $volumes = @(Get-CimInstance -ClassName Win32_Volume -Filter 'DriveType = 3' -ErrorAction Stop)
    return [ordered]@{
        items = @(foreach ($volume in $volumes) {
            if ($null -eq $volume.Capacity -or $null -eq $volume.FreeSpace) { continue }
            [ordered]@{
                name       = [string] $volume.Name
                label      = ConvertTo-Text $volume.Label
                capacity   = [long] $volume.Capacity
                free_space = [long] $volume.FreeSpace
            }
        })
    }
}

#endregion


#region Local block: network

function Find-PnpCapabilities {
    # The registry value by which Windows may switch an adapter off to save power.
    param([string] $InterfaceGuid)
    $class = 'SYSTEM\CurrentControlSet\Control\Class\{4D36E972-E325-11CE-BFC1-08002BE10318}'
    foreach ($name in @(Get-RegistrySubKey $class)) {
        if ($name -notmatch '^\d{4}$') { continue }
        if ((Read-RegistryValue "$class\$name" 'NetCfgInstanceId') -eq $InterfaceGuid) {
            return Read-RegistryNumber "$class\$name" 'PnPCapabilities'
        }
    }
    return $null
}

function ConvertTo-AddressRow {
    # Addresses of one family with their prefix. Callers put @() around it.
    param($Addresses)
    foreach ($address in $Addresses) {
        [ordered]@{
            address       = [string] $address.IPAddress
            prefix_length = [long] $address.PrefixLength
        }
    }
}

function Read-Network {
    # Adapters that are up and have an address; members of a team have none.
    $adapters = @(Get-NetAdapter -ErrorAction Stop)
    $addresses = @(Get-NetIPAddress -ErrorAction Stop)
    $routes = @(Get-NetRoute -ErrorAction Stop)
    $clients = @(Get-DnsClient -ErrorAction Stop)
    $dns = @(Get-DnsClientServerAddress -ErrorAction Stop)
    $scaling = @()
    $statistics = @()
    try { $scaling = @(Get-NetAdapterRss -ErrorAction Stop) } catch { $scaling = @() }
    try { $statistics = @(Get-NetAdapterStatistics -ErrorAction Stop) } catch { $statistics = @() }
    $parameters = 'SYSTEM\CurrentControlSet\Services\Tcpip6\Parameters'
    return [ordered]@{
        disabled_components = Read-RegistryNumber $parameters 'DisabledComponents'
        adapters            = @(foreach ($adapter in $adapters) {
            $index = $adapter.InterfaceIndex
            $own = @($addresses | Where-Object { $_.InterfaceIndex -eq $index })
            if ($adapter.Status -ne 'Up' -or $own.Count -eq 0) { continue }
            $ipv4 = @($own | Where-Object { $_.IPAddress -notlike '*:*' })
            $ipv6 = @($own | Where-Object { $_.IPAddress -like '*:*' })
            $ways = @($routes | Where-Object { $_.InterfaceIndex -eq $index })
            $gateways4 = @($ways | Where-Object { $_.DestinationPrefix -eq '0.0.0.0/0' })
            $gateways6 = @($ways | Where-Object { $_.DestinationPrefix -eq '::/0' })
            $client = $clients | Where-Object { $_.InterfaceIndex -eq $index } |
                Select-Object -First 1
            $rss = $scaling | Where-Object { $_.Name -eq $adapter.Name } | Select-Object -First 1
            $count = $statistics | Where-Object { $_.Name -eq $adapter.Name } |
                Select-Object -First 1
            $driver = $null
            if ($adapter.DriverDateData -gt 0) {
                $driver = [datetime]::FromFileTimeUtc([long] $adapter.DriverDateData)
            }
            $servers = @(foreach ($entry in $dns) {
                if ($entry.InterfaceIndex -eq $index) { $entry.ServerAddresses }
            })
            [ordered]@{
                interface_guid             = ConvertTo-Text $adapter.InterfaceGuid
                name                       = [string] $adapter.Name
                description                = [string] $adapter.InterfaceDescription
                status                     = ConvertTo-Text $adapter.Status
                link_speed_bps             = ConvertTo-Whole $adapter.Speed
                mtu                        = ConvertTo-Whole $adapter.MtuSize
                driver_date                = ConvertTo-Day $driver
                driver_version             = ConvertTo-Text $adapter.DriverVersionString
                ipv6_enabled               = ($ipv6.Count -gt 0)
                register_in_dns            = ConvertTo-Truth $client.RegisterThisConnectionsAddress
                rss_enabled                = ConvertTo-Truth $rss.Enabled
                rss_max_processors         = ConvertTo-Whole $rss.MaxProcessors
                rss_max_processor_number   = ConvertTo-Whole $rss.MaxProcessorNumber
                rss_receive_queues         = ConvertTo-Whole $rss.NumberOfReceiveQueues
                pnp_capabilities           = Find-PnpCapabilities $adapter.InterfaceGuid
                packets_received_discarded = ConvertTo-Whole $count.ReceivedDiscardedPackets
                ipv4_addresses             = @(ConvertTo-AddressRow $ipv4)
                ipv6_addresses             = @(ConvertTo-AddressRow $ipv6)
                ipv4_gateways              = @(ConvertTo-TextList $gateways4.NextHop)
                ipv6_gateways              = @(ConvertTo-TextList $gateways6.NextHop)
                dns_servers                = @(ConvertTo-TextList $servers)
            }
        })
    }
}

function Read-WinhttpProxy {
    $native = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\Connections'
    $wow64 = 'SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Internet Settings\Connections'
    return [ordered]@{
        settings_base64       = ConvertTo-Base64 (Read-RegistryValue $native 'WinHttpSettings')
        settings_wow64_base64 = ConvertTo-Base64 (Read-RegistryValue $wow64 'WinHttpSettings')
    }
}

function Read-Smb {
    $configuration = Get-SmbServerConfiguration -ErrorAction Stop
    return [ordered]@{
        enable_smb1_protocol = ConvertTo-Truth $configuration.EnableSMB1Protocol
    }
}

function Read-Cluster {
    $service = 'SYSTEM\CurrentControlSet\Services\ClusSvc'
    if (-not (Test-RegistryKey $service)) {
        return [ordered]@{ installed = $false; nodes = @() }
    }
    # Windows disables the service as long as the server is in no cluster.
    if ((Read-RegistryNumber $service 'Start') -eq 4) {
        return 'The server is no member of a cluster.'
    }
    $nodes = @(Get-ClusterNode -ErrorAction Stop)
    return [ordered]@{
        installed = $true
        nodes     = @(foreach ($node in $nodes) {
            [ordered]@{
                name  = [string] $node.Name
                state = [string] $node.State
            }
        })
    }
}

function Read-Winrm {
    # The WSMan drive would offer to start the service if it were stopped.
    if ((Get-Service -Name WinRM -ErrorAction Stop).Status -ne 'Running') {
        return 'The WinRM service does not run.'
    }
    $service = 'WSMan:\localhost\Service'
    $unencrypted = Get-Item -Path "$service\AllowUnencrypted" -ErrorAction Stop
    $basic = Get-Item -Path "$service\Auth\Basic" -ErrorAction Stop
    $listeners = @(Get-ChildItem -Path 'WSMan:\localhost\Listener' -ErrorAction Stop)
    return [ordered]@{
        allow_unencrypted = ConvertTo-Truth $unencrypted.Value
        auth_basic        = ConvertTo-Truth $basic.Value
        listeners         = @(foreach ($listener in $listeners) {
            $path = "WSMan:\localhost\Listener\$($listener.Name)"
            $settings = @(Get-ChildItem -Path $path -ErrorAction Stop)
            $transport = $settings | Where-Object { $_.Name -eq 'Transport' }
            $port = $settings | Where-Object { $_.Name -eq 'Port' }
            $enabled = $settings | Where-Object { $_.Name -eq 'Enabled' }
            [ordered]@{
                transport = [string] $transport.Value
                port      = [long] $port.Value
                enabled   = Test-True $enabled.Value
            }
        })
    }
}

function Read-MitigationEndpoint {
    # Runs last: Exchange asks through its own proxy, which the section exchange_server knows.
    $request = @{
        Uri             = 'https://officeclient.microsoft.com/GetExchangeMitigations'
        Method          = 'Get'
        UseBasicParsing = $true
        TimeoutSec      = 15
    }
    $proxy = ConvertTo-Text $script:ExchangeServer.InternetWebProxy
    if ($null -ne $proxy) { $request['Proxy'] = $proxy }
    $code = $null
    $problem = $null
    # TLS 1.2 for this process only, and back again.
    $before = [System.Net.ServicePointManager]::SecurityProtocol
    try {
        [System.Net.ServicePointManager]::SecurityProtocol = 'Tls12'
        $code = (Invoke-WebRequest @request).StatusCode
    } catch {
        $cause = $_.Exception.GetBaseException()
        $code = $_.Exception.Response.StatusCode.value__
        if ($null -eq $code -and $null -eq $script:ExchangeServer) {
            throw "No answer without a proxy, and Exchange's proxy is not known: $($cause.Message)"
        }
        $problem = $cause.Message
    } finally {
        [System.Net.ServicePointManager]::SecurityProtocol = $before
    }
    return [ordered]@{
        status_code = ConvertTo-Whole $code
        error_text  = ConvertTo-Text $problem
    }
}

#endregion


#region Local block: security

function Read-MsipcSddl {
    # The access rights of the key as text; null without the key.
    $key = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey('SOFTWARE\Microsoft\MSIPC\Server')
    if ($null -eq $key) { return $null }
    try {
        return $key.GetAccessControl('Access').GetSecurityDescriptorSddlForm('Access')
    } finally {
        $key.Close()
    }
}

function Read-Registry {
    $control = 'SYSTEM\CurrentControlSet\Control'
    $services = 'SYSTEM\CurrentControlSet\Services'
    $lsa = "$control\Lsa"
    $schannel = "$control\SecurityProviders\SCHANNEL"
    $lanman = "$services\LanmanServer\Parameters"
    $diagnostics = "$ExchangeKey\Diagnostics"
    $guard = $null
    try {
        $device = Get-CimInstance -Namespace 'root\Microsoft\Windows\DeviceGuard' `
            -ClassName Win32_DeviceGuard -ErrorAction Stop
        $guard = @(ConvertTo-WholeList $device.SecurityServicesRunning)
    } catch {
        $guard = $null
    }
    return [ordered]@{
        tcp_keep_alive_time                         = Read-RegistryNumber `
            "$services\Tcpip\Parameters" 'KeepAliveTime'
        rpc_minimum_connection_timeout              = Read-RegistryNumber `
            'SOFTWARE\Policies\Microsoft\Windows NT\RPC' 'MinimumConnectionTimeout'
        lm_compatibility_level                      = Read-RegistryNumber `
            $lsa 'LmCompatibilityLevel'
        lsa_cfg_flags                               = Read-RegistryNumber $lsa 'LsaCfgFlags'
        suppress_extended_protection                = Read-RegistryNumber `
            $lsa 'SuppressExtendedProtection'
        disable_root_auto_update                    = Read-RegistryNumber `
            'SOFTWARE\Policies\Microsoft\SystemCertificates\AuthRoot' 'DisableRootAutoUpdate'
        fips_algorithm_policy_enabled               = Read-RegistryNumber `
            "$lsa\FipsAlgorithmPolicy" 'Enabled'
        cts_processor_affinity_percentage           = Read-RegistryNumber `
            "$ExchangeKey\Search\SystemParameters" 'CtsProcessorAffinityPercentage'
        disable_granular_replication                = Read-RegistryNumber `
            "$ExchangeKey\Replay\Parameters" 'DisableGranularReplication'
        disable_async_notification                  = Read-RegistryNumber `
            $ExchangeKey 'DisableAsyncNotification'
        disable_preservation                        = Read-RegistryNumber `
            "$ExchangeKey\Setup" 'DisablePreservation'
        enable_ecc_certificate_support              = Read-RegistryNumber `
            $diagnostics 'EnableEccCertificateSupport'
        disable_base_type_check_for_deserialization = Read-RegistryNumber `
            $diagnostics 'DisableBaseTypeCheckForDeserialization'
        enable_serialization_data_signing           = Read-RegistryNumber `
            $diagnostics 'EnableSerializationDataSigning'
        lanman_disable_compression                  = Read-RegistryNumber `
            $lanman 'DisableCompression'
        lanman_smb1                                 = Read-RegistryNumber $lanman 'SMB1'
        allow_insecure_renego_clients               = Read-RegistryNumber `
            $schannel 'AllowInsecureRenegoClients'
        allow_insecure_renego_servers               = Read-RegistryNumber `
            $schannel 'AllowInsecureRenegoServers'
        msipc_server_sddl                           = ConvertTo-Text (Read-MsipcSddl)
        device_guard_services_running               = $guard
    }
}

function Get-CipherSuiteName {
    # Windows Server 2016 and later have a cmdlet; before, the list is in the registry: that of the
    # policy where there is one.
    try {
        return (Get-TlsCipherSuite -ErrorAction Stop).Name
    } catch {
        $policy = 'SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002'
        $windows = 'SYSTEM\CurrentControlSet\Control\Cryptography\Configuration\Local\SSL\00010002'
        $names = Read-RegistryValue $policy 'Functions'
        if ($null -eq $names) { $names = Read-RegistryValue $windows 'Functions' }
        return $names -split ','
    }
}

function Read-Tls {
    $protocols = 'SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols'
    $allowed = [string] [System.Net.ServicePointManager]::SecurityProtocol
    return [ordered]@{
        protocols         = @(foreach ($version in '1.0', '1.1', '1.2', '1.3') {
            $server = "$protocols\TLS $version\Server"
            $client = "$protocols\TLS $version\Client"
            [ordered]@{
                version                    = [string] $version
                server_enabled             = Read-RegistryNumber $server 'Enabled'
                server_disabled_by_default = Read-RegistryNumber $server 'DisabledByDefault'
                client_enabled             = Read-RegistryNumber $client 'Enabled'
                client_disabled_by_default = Read-RegistryNumber $client 'DisabledByDefault'
            }
        })
        dotnet            = @(foreach ($version in 'v4.0.30319', 'v2.0.50727') {
            foreach ($folder in 'SOFTWARE', 'SOFTWARE\Wow6432Node') {
                $key = "$folder\Microsoft\.NETFramework\$version"
                [ordered]@{
                    version                     = [string] $version
                    wow6432                     = ($folder -ne 'SOFTWARE')
                    system_default_tls_versions = Read-RegistryNumber `
                        $key 'SystemDefaultTlsVersions'
                    sch_use_strong_crypto       = Read-RegistryNumber $key 'SchUseStrongCrypto'
                }
            }
        })
        security_protocol = @(ConvertTo-TextList $allowed.Split(','))
        cipher_suites     = @(ConvertTo-TextList (Get-CipherSuiteName))
    }
}

function Get-ChainStatus {
    # What Windows has against a certificate, without asking for revocation. Callers put @() around
    # it.
    param($Certificate)
    $chain = New-Object System.Security.Cryptography.X509Certificates.X509Chain($true)
    $chain.ChainPolicy.RevocationMode = 'NoCheck'
    $chain.ChainPolicy.UrlRetrievalTimeout = New-TimeSpan -Seconds 5
    [void] $chain.Build($Certificate)
    foreach ($status in $chain.ChainStatus) { [string] $status.Status }
}

function Read-Certificates {
    $certificates = @(Get-ChildItem -Path 'Cert:\LocalMachine\My' -ErrorAction Stop)
    return [ordered]@{
        items = @(foreach ($certificate in $certificates) {
            $chain = $null
            if (-not $SkipInternet) { $chain = @(Get-ChainStatus $certificate) }
            [ordered]@{
                raw_base64      = ConvertTo-Base64 $certificate.RawData
                has_private_key = ConvertTo-Truth $certificate.HasPrivateKey
                friendly_name   = ConvertTo-Text $certificate.FriendlyName
                chain_status    = $chain
            }
        })
    }
}

function Read-LocalAdministrators {
    # By way of ADSI: it gives members whose account is gone or whose domain does not answer, at
    # which Get-LocalGroupMember fails.
    $wellKnown = New-Object System.Security.Principal.SecurityIdentifier('S-1-5-32-544')
    $account = $wellKnown.Translate([System.Security.Principal.NTAccount]).Value
    $groupName = $account.Split('\')[-1]
    $group = New-Object System.DirectoryServices.DirectoryEntry("WinNT://./$groupName,group")
    $found = @($group.psbase.Invoke('Members'))
    return [ordered]@{
        members = @(foreach ($member in $found) {
            # Members are COM objects: their properties are reached by name only.
            $bytes = $member.GetType().InvokeMember(
                'objectSid', 'GetProperty', $null, $member, $null)
            $sid = ConvertTo-Sid $bytes
            $identity = New-Object System.Security.Principal.SecurityIdentifier($sid)
            $name = $null
            try {
                $name = $identity.Translate([System.Security.Principal.NTAccount]).Value
            } catch {
                $name = $null
            }
            [ordered]@{
                name = ConvertTo-Text $name
                sid  = [string] $sid
            }
        })
    }
}

#endregion


#region Local block: files of Exchange

function Read-ExchangeFiles {
    $install = Get-ExchangePath
    if ($null -eq $install) { return 'Exchange is not installed on this computer.' }
    $edgePath = "${install}Bin\EdgeTransport.exe.config"
    $nodePath = "${install}Bin\Search\Ceres\Runtime\1.0\noderunner.exe.config"
    $malwarePath = "${install}Bin\Monitoring\Config\AntiMalware.xml"
    $edge = Open-ConfigFile $edgePath
    $node = Open-ConfigFile $nodePath
    $malware = Open-ConfigFile $malwarePath
    $setting = '/configuration/appSettings/add[@key="{0}"]/@value'
    $memory = Select-XmlText $node.Xml '//nodeRunnerSettings/@memoryLimitMegabytes'
    $name = 'CleanupFolderResponderFolderPaths'
    $folders = @(Select-XmlNode $malware.Xml "//@$name | //$name")
    return [ordered]@{
        edge_transport_config = [ordered]@{
            path                   = [string] $edgePath
            exists                 = Test-True $edge.Exists
            parse_error            = ConvertTo-Text $edge.ParseError
            temporary_storage_path = Select-XmlText $edge.Xml ($setting -f 'TemporaryStoragePath')
            queue_database_path    = Select-XmlText $edge.Xml ($setting -f 'QueueDatabasePath')
        }
        noderunner_config     = [ordered]@{
            path            = [string] $nodePath
            exists          = Test-True $node.Exists
            parse_error     = ConvertTo-Text $node.ParseError
            memory_limit_mb = ConvertTo-Whole $memory
        }
        antimalware_config    = [ordered]@{
            path                 = [string] $malwarePath
            exists               = Test-True $malware.Exists
            parse_error          = ConvertTo-Text $malware.ParseError
            cleanup_folder_paths = @(ConvertTo-TextList $folders.InnerText)
        }
    }
}

function Read-FipFs {
    $install = Get-ExchangePath
    if ($null -eq $install) { return 'Exchange is not installed on this computer.' }
    $registered = ConvertTo-Text (Read-RegistryValue "$ExchangeKey\FIP-FS" 'DatabasePath')
    $database = $registered
    if ($null -eq $database) { $database = "${install}FIP-FS\Data" }
    $markers = $null
    try {
        $path = [System.IO.Path]::Combine($database, 'Configuration.xml')
        $text = [System.IO.File]::ReadAllText($path)
        $markers = [regex]::Matches($text, '\|NO').Count
    } catch {
        $markers = $null
    }
    $engines = $null
    $folder = [System.IO.Path]::Combine($database, 'Engines\amd64\Microsoft\Bin')
    if ([System.IO.Directory]::Exists($folder)) {
        $engines = @(foreach ($engine in [System.IO.Directory]::GetDirectories($folder)) {
            [System.IO.Path]::GetFileName($engine)
        })
    }
    return [ordered]@{
        database_path                 = ConvertTo-Text $registered
        configuration_readable        = ($null -ne $markers)
        configuration_no_marker_count = ConvertTo-Whole $markers
        engine_folders                = $engines
    }
}

#endregion


#region Local block: web server

function Get-AppHostXml {
    # The configuration of IIS, for the sections that read sites and pools from it.
    $file = Open-ConfigFile $AppHostPath
    if ($null -ne $file.ParseError) { throw "applicationHost.config: $($file.ParseError)" }
    return , $file.Xml
}

function Read-IisApphost {
    $file = Open-ConfigFile $AppHostPath
    $authentication = 'system.webServer/security/authentication'
    $protection = "$authentication/windowsAuthentication/extendedProtection/@tokenChecking"
    $unlisted = 'system.webServer/security/ipSecurity/@allowUnlisted'
    $locations = @(Select-XmlNode $file.Xml '/configuration/location')
    return [ordered]@{
        path        = [string] $AppHostPath
        exists      = Test-True $file.Exists
        parse_error = ConvertTo-Text $file.ParseError
        locations   = @(foreach ($location in $locations) {
            $enabled = @(Select-XmlNode $location "$authentication/*[@enabled='true']")
            $names = @(foreach ($element in $enabled) { $element.LocalName })
            $rules = @(Select-RewriteRule $location 'system.webServer/rewrite/rules/rule')
            [ordered]@{
                path                               = [string] $location.GetAttribute('path')
                ssl_flags                          = Select-XmlText $location `
                    'system.webServer/security/access/@sslFlags'
                extended_protection_token_checking = Select-XmlText $location $protection
                ip_security_allow_unlisted         = ConvertTo-Truth (
                    Select-XmlText $location $unlisted)
                enabled_authentication             = @(ConvertTo-TextList $names)
                rewrite_rules                      = @($rules)
            }
        })
    }
}

function Get-IisApplication {
    # Each application with its folder and the folders of the applications above it, nearest first.
    # The path of a site's own application is '/'. Callers put @() around it.
    param($Xml)
    foreach ($site in @(Select-XmlNode $Xml '/configuration/system.applicationHost/sites/site')) {
        $default = Select-XmlText $Xml `
            '/configuration/system.applicationHost/sites/applicationDefaults/@applicationPool'
        $found = @(foreach ($element in @(Select-XmlNode $site 'application')) {
            $folder = Select-XmlText $element "virtualDirectory[@path='/']/@physicalPath"
            $pool = Select-XmlText $element '@applicationPool'
            if ($null -eq $pool) { $pool = $default }
            @{
                Site    = $site.GetAttribute('name')
                Path    = $element.GetAttribute('path')
                Folder  = [System.Environment]::ExpandEnvironmentVariables([string] $folder)
                Pool    = $pool
                Folders = @()
            }
        })
        foreach ($application in $found) {
            $above = @(foreach ($other in $found) {
                $prefix = $other.Path.TrimEnd('/') + '/'
                if ($other.Path -ne $application.Path -and
                    $application.Path.StartsWith($prefix, 'OrdinalIgnoreCase')) { $other }
            })
            $nearest = @($above | Sort-Object -Property { $_.Path.Length } -Descending)
            $application.Folders = @($application.Folder) +
                @($nearest | ForEach-Object { $_.Folder })
            $application
        }
    }
}

function Find-WebConfig {
    # The file IIS would use: the first web.config on the way up, else its main configuration.
    param([string[]] $Folders)
    foreach ($folder in $Folders) {
        if ($folder -eq '') { continue }
        $path = [System.IO.Path]::Combine($folder, 'web.config')
        if ([System.IO.File]::Exists($path)) { return $path }
    }
    return $AppHostPath
}

function Read-IisSites {
    $xml = Get-AppHostXml
    if ($null -eq $xml) { return 'IIS is not installed on this computer.' }
    $applications = @(Get-IisApplication $xml)
    $sitesPath = '/configuration/system.applicationHost/sites'
    $sites = @(Get-Website -ErrorAction Stop)
    return [ordered]@{
        items = @(foreach ($site in $sites) {
            $root = $applications |
                Where-Object { $_.Site -eq $site.name -and $_.Path -eq '/' } |
                Select-Object -First 1
            $element = $xml.SelectSingleNode("$sitesPath/site[@id='$($site.id)']/hsts")
            if ($null -eq $element) {
                $element = $xml.SelectSingleNode("$sitesPath/siteDefaults/hsts")
            }
            $hsts = $null
            if ($null -ne $element) {
                $hsts = [ordered]@{
                    enabled                = Test-True $element.GetAttribute('enabled')
                    max_age                = [long] (Select-XmlText $element '@max-age')
                    include_sub_domains    = Test-True $element.GetAttribute('includeSubDomains')
                    preload                = Test-True $element.GetAttribute('preload')
                    redirect_http_to_https = Test-True $element.GetAttribute('redirectHttpToHttps')
                }
            }
            [ordered]@{
                name             = [string] $site.name
                id               = [long] $site.id
                state            = [string] $site.state
                physical_path    = ConvertTo-Text $root.Folder
                application_pool = ConvertTo-Text $root.Pool
                config_path      = ConvertTo-Text (Find-WebConfig $root.Folders)
                hsts             = $hsts
                bindings         = @(foreach ($binding in @($site.bindings.Collection)) {
                    [ordered]@{
                        protocol            = [string] $binding.protocol
                        binding_information = [string] $binding.bindingInformation
                        certificate_hash    = ConvertTo-Text $binding.certificateHash
                        certificate_store   = ConvertTo-Text $binding.certificateStoreName
                        ssl_flags           = ConvertTo-Whole $binding.sslFlags
                    }
                })
            }
        })
    }
}

function Read-IisApplications {
    $xml = Get-AppHostXml
    if ($null -eq $xml) { return 'IIS is not installed on this computer.' }
    return [ordered]@{
        items = @(foreach ($application in @(Get-IisApplication $xml)) {
            if ($application.Path -eq '/') { continue }
            [ordered]@{
                site             = [string] $application.Site
                path             = [string] $application.Path
                physical_path    = ConvertTo-Text $application.Folder
                application_pool = ConvertTo-Text $application.Pool
                config_path      = ConvertTo-Text (Find-WebConfig $application.Folders)
            }
        })
    }
}

function Read-ConfigFacts {
    # The judged facts of one web.config; the file itself stays here.
    param([string] $Path, [string] $Kind)
    $file = Open-ConfigFile $Path
    # What the main configuration says of single paths is in the section iis_apphost.
    $server = '//system.webServer'
    if ($Path -eq $AppHostPath) { $server = '/configuration/system.webServer' }
    $hasVariable = $null
    if ($file.Exists) { $hasVariable = ($file.Text -like '*%ExchangeInstallDir%*') }
    $folders = $null
    $setting = Select-XmlText $file.Xml `
        '/configuration/appSettings/add[@key="BinSearchFolders"]/@value'
    if ($null -ne $setting) { $folders = @(ConvertTo-TextList $setting.Split(';')) }
    $linked = Select-XmlText $file.Xml '//*[local-name()="linkedConfiguration"]/@href'
    $header = "$server/httpProtocol/customHeaders/add[@name='Strict-Transport-Security']/@value"
    $rules = @(Select-RewriteRule $file.Xml "$server/rewrite/rules/rule")
    return [ordered]@{
        path                          = [string] $Path
        exists                        = Test-True $file.Exists
        parse_error                   = ConvertTo-Text $file.ParseError
        kind                          = [string] $Kind
        linked_configuration          = ConvertTo-Text ($linked -replace '^file:/{2,3}', '')
        contains_install_dir_variable = ConvertTo-Truth $hasVariable
        bin_search_folders            = $folders
        strict_transport_security     = Select-XmlText $file.Xml $header
        rewrite_rules                 = @($rules)
    }
}

function Read-IisConfigFiles {
    $xml = Get-AppHostXml
    if ($null -eq $xml) { return 'IIS is not installed on this computer.' }
    $applications = @(Get-IisApplication $xml)
    # Each path once, whatever its case, with the first kind it is met as.
    $kinds = New-Object System.Collections.Specialized.OrderedDictionary(
        [System.StringComparer]::OrdinalIgnoreCase)
    foreach ($application in @($applications | Where-Object { $_.Path -eq '/' })) {
        $path = Find-WebConfig $application.Folders
        if (-not $kinds.Contains($path)) { $kinds.Add($path, 'site') }
    }
    foreach ($application in @($applications | Where-Object { $_.Path -ne '/' })) {
        $path = Find-WebConfig $application.Folders
        if (-not $kinds.Contains($path)) { $kinds.Add($path, 'application') }
    }
    $rows = @(foreach ($entry in $kinds.GetEnumerator()) {
        Read-ConfigFacts $entry.Key $entry.Value
    })
    $shared = @(foreach ($path in @($rows | ForEach-Object { $_.linked_configuration })) {
        if ($null -eq $path -or $kinds.Contains($path)) { continue }
        $kinds.Add($path, 'shared')
        Read-ConfigFacts $path 'shared'
    })
    return [ordered]@{ items = @($rows + $shared) }
}

function Read-IisModules {
    $xml = Get-AppHostXml
    if ($null -eq $xml) { return 'IIS is not installed on this computer.' }
    $modules = @(Select-XmlNode $xml '/configuration/system.webServer/globalModules/add')
    return [ordered]@{
        token_cache_dll_version = Get-FileVersion "$WindowsFolder\System32\inetsrv\cachtokn.dll"
        items                   = @(foreach ($module in $modules) {
            $image = $module.GetAttribute('image')
            $image = [System.Environment]::ExpandEnvironmentVariables($image)
            $status = 'FileNotFound'
            $signer = $null
            if ([System.IO.File]::Exists($image)) {
                $signature = Get-AuthenticodeSignature -LiteralPath $image -ErrorAction Stop
                $status = [string] $signature.Status
                $signer = $signature.SignerCertificate.Subject
            }
            [ordered]@{
                name             = [string] $module.GetAttribute('name')
                image            = ConvertTo-Text $image
                signature_status = [string] $status
                signer_subject   = ConvertTo-Text $signer
            }
        })
    }
}

function Select-PoolSetting {
    # A setting of an application pool: its own, else that of all pools, else what IIS takes.
    param($Pool, [string] $XPath, [string] $Default)
    $value = Select-XmlText $Pool $XPath
    if ($null -eq $value) { $value = Select-XmlText $Pool "../applicationPoolDefaults/$XPath" }
    if ($null -eq $value) { $value = $Default }
    return $value
}

function Test-ServerGarbageCollection {
    # Whether the pool's own CLR configuration asks for it; null if it has none.
    param([string] $Path)
    $file = Open-ConfigFile ([System.Environment]::ExpandEnvironmentVariables($Path))
    if ($null -eq $file.Xml) { return $null }
    return Test-True (Select-XmlText $file.Xml '/configuration/runtime/gcServer/@enabled')
}

function Read-IisAppPools {
    $xml = Get-AppHostXml
    if ($null -eq $xml) { return 'IIS is not installed on this computer.' }
    $pools = @(Select-XmlNode $xml '/configuration/system.applicationHost/applicationPools/add' |
        Where-Object { $_.GetAttribute('name') -like 'MSExchange*' })
    $restart = 'recycling/periodicRestart'
    return [ordered]@{
        items = @(foreach ($pool in $pools) {
            $name = $pool.GetAttribute('name')
            $state = Get-WebAppPoolState -Name $name -ErrorAction Stop
            $clr = Test-ServerGarbageCollection $pool.GetAttribute('CLRConfigFile')
            $privateMemory = Select-PoolSetting $pool "$restart/@privateMemory" '0'
            $memory = Select-PoolSetting $pool "$restart/@memory" '0'
            $requests = Select-PoolSetting $pool "$restart/@requests" '0'
            $time = Select-PoolSetting $pool "$restart/@time" '1.05:00:00'
            $times = @(Select-XmlNode $pool "$restart/schedule/add/@value")
            [ordered]@{
                name                   = [string] $name
                state                  = [string] $state.Value
                gc_server_enabled      = ConvertTo-Truth $clr
                restart_private_memory = ConvertTo-Whole $privateMemory
                restart_memory         = ConvertTo-Whole $memory
                restart_requests       = ConvertTo-Whole $requests
                restart_time           = ConvertTo-Text $time
                restart_schedule       = @(ConvertTo-TextList $times.InnerText)
            }
        })
    }
}

#endregion


#region Exchange block: the session and its cmdlets

function Get-ServerFqdn {
    $names = [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties()
    if ($names.DomainName -eq '') { return $names.HostName }
    return "$($names.HostName).$($names.DomainName)"
}

function Connect-Exchange {
    # Opens a session to this server's own Exchange PowerShell. That is the supported way to the
    # cmdlets: with the rights of the account's roles, and a sign-in that reaches the directory.
    $session = @{
        ConfigurationName = 'Microsoft.Exchange'
        ConnectionUri     = "http://$(Get-ServerFqdn)/PowerShell/"
        Authentication    = 'Kerberos'
        SessionOption     = New-PSSessionOption -OpenTimeout 30000 -OperationTimeout 60000
        ErrorAction       = 'Stop'
    }
    if ($null -ne $script:SignIn) { $session['Credential'] = $script:SignIn }
    $script:ExchangeSession = New-PSSession @session
}

function Invoke-ExchangeCommand {
    # Runs one cmdlet in that session, with a limit of its own. The session accepts no script text,
    # only a cmdlet and its parameters.
    param([string] $Name, [hashtable] $Parameters = @{})
    $shell = [powershell]::Create()
    $shell.Runspace = $script:ExchangeSession.Runspace
    [void] $shell.AddCommand($Name)
    foreach ($parameter in $Parameters.GetEnumerator()) {
        [void] $shell.AddParameter($parameter.Key, $parameter.Value)
    }
    $call = $shell.BeginInvoke()
    if (-not $call.AsyncWaitHandle.WaitOne($ExchangeCommandMilliseconds)) {
        [void] $shell.BeginStop($null, $null)
        throw "$Name did not answer within $($ExchangeCommandMilliseconds / 1000) seconds."
    }
    try {
        $results = $shell.EndInvoke($call)
    } catch {
        $cause = $_.Exception.GetBaseException()
        if ($cause.ErrorRecord.FullyQualifiedErrorId -notlike 'CommandNotFoundException*') { throw }
        $text = "No role of the account allows $Name, or this version of Exchange does not have it."
        throw (New-Object System.UnauthorizedAccessException($text))
    }
    if ($shell.Streams.Error.Count -gt 0) { throw $shell.Streams.Error[0] }
    return $results
}

function Get-ExchangeObject {
    # The one object a cmdlet gives.
    param([string] $Name, [hashtable] $Parameters = @{})
    $found = @(Invoke-ExchangeCommand $Name $Parameters)
    if ($found.Count -eq 0) { throw "$Name gave nothing." }
    return $found[0]
}

function Get-DiagnosticNode {
    # A part of what Get-ExchangeDiagnosticInfo gives. Without the right to ask the process it gives
    # a document that holds the error, and that must not look like 'nothing found'.
    param([hashtable] $Parameters, [string] $XPath)
    $answer = Get-ExchangeObject 'Get-ExchangeDiagnosticInfo' $Parameters
    $text = [string] $answer.Result
    if ($text -eq '') { $text = [string] $answer }
    $xml = New-XmlDocument $text
    $node = $xml.SelectSingleNode($XPath)
    if ($null -ne $node) { return , $node }
    $problem = "Get-ExchangeDiagnosticInfo gave no $XPath but: $text"
    if ($text -match 'RPC Error 5\b|\b0x5\b') {
        throw (New-Object System.UnauthorizedAccessException($problem))
    }
    throw $problem
}

function Select-XmlField {
    # A field of such a document, written as an attribute or as an element.
    param($Node, [string] $Name)
    return Select-XmlText $Node "@$Name | $Name"
}

#endregion


#region Exchange block: the server

function Read-ExchangeServer {
    $server = Get-ExchangeObject 'Get-ExchangeServer' @{ Identity = $ServerName }
    $script:ExchangeServer = $server
    return [ordered]@{
        name                     = [string] $server.Name
        fqdn                     = ConvertTo-Text $server.Fqdn
        server_role              = [string] $server.ServerRole
        is_mailbox_server        = Test-True $server.IsMailboxServer
        is_client_access_server  = Test-True $server.IsClientAccessServer
        is_edge_server           = Test-True $server.IsEdgeServer
        edition                  = ConvertTo-Text $server.Edition
        is_trial_edition         = ConvertTo-Truth $server.IsExchangeTrialEdition
        is_expired_trial_edition = ConvertTo-Truth $server.IsExpiredExchangeTrialEdition
        remaining_trial_period   = ConvertTo-Text $server.RemainingTrialPeriod
        site                     = ConvertTo-Text $server.Site
        admin_display_version    = ConvertTo-Text $server.AdminDisplayVersion
        internet_web_proxy       = ConvertTo-Text $server.InternetWebProxy
        ring_level               = ConvertTo-Text $server.RingLevel
        data_collection_enabled  = ConvertTo-Truth $server.DataCollectionEnabled
        mitigations_enabled      = ConvertTo-Truth $server.MitigationsEnabled
        mitigations_applied      = @(ConvertTo-TextList $server.MitigationsApplied)
        mitigations_blocked      = @(ConvertTo-TextList $server.MitigationsBlocked)
    }
}

function Read-OrganizationConfig {
    $organization = Get-ExchangeObject 'Get-OrganizationConfig'
    $mailbox = ConvertTo-Text $organization.RootPublicFolderMailbox
    if ($mailbox -eq [string] [guid]::Empty) { $mailbox = $null }
    return [ordered]@{
        name                       = [string] $organization.Name
        mapi_http_enabled          = ConvertTo-Truth $organization.MapiHttpEnabled
        enable_download_domains    = ConvertTo-Truth $organization.EnableDownloadDomains
        mitigations_enabled        = ConvertTo-Truth $organization.MitigationsEnabled
        root_public_folder_mailbox = ConvertTo-Text $mailbox
    }
}

function Read-MailboxServer {
    $server = Get-ExchangeObject 'Get-MailboxServer' @{ Identity = $ServerName }
    $script:MailboxServer = $server
    return [ordered]@{
        name                                           = [string] $server.Name
        database_availability_group                    = ConvertTo-Text `
            $server.DatabaseAvailabilityGroup
        database_copy_activation_disabled_and_move_now = ConvertTo-Truth `
            $server.DatabaseCopyActivationDisabledAndMoveNow
        database_copy_auto_activation_policy           = ConvertTo-Text `
            $server.DatabaseCopyAutoActivationPolicy
    }
}

function Read-ComponentStates {
    $states = @(Invoke-ExchangeCommand 'Get-ServerComponentState' @{ Identity = $ServerName })
    return [ordered]@{
        items = @(foreach ($state in $states) {
            [ordered]@{
                component     = [string] $state.Component
                state         = [string] $state.State
                local_states  = @(ConvertTo-TextList $state.LocalStates)
                remote_states = @(ConvertTo-TextList $state.RemoteStates)
            }
        })
    }
}

function Read-ServiceHealth {
    $roles = @(Invoke-ExchangeCommand 'Test-ServiceHealth' @{ Server = $ServerName })
    return [ordered]@{
        items = @(foreach ($role in $roles) {
            [ordered]@{
                role                      = [string] $role.Role
                required_services_running = Test-True $role.RequiredServicesRunning
                services_not_running      = @(ConvertTo-TextList $role.ServicesNotRunning)
            }
        })
    }
}

function Read-OverridesEffective {
    $overrides = Get-DiagnosticNode @{
        Server    = $ServerName
        Process   = 'Microsoft.Exchange.Directory.TopologyService'
        Component = 'VariantConfiguration'
        Argument  = 'Overrides'
    } '/Diagnostics/Components/VariantConfiguration/Overrides'
    $updated = Select-XmlField $overrides 'Updated'
    $time = $null
    if ($null -ne $updated) {
        try {
            $time = [datetime]::Parse($updated, $Invariant, 'AdjustToUniversal, AssumeUniversal')
        } catch {
            $time = $null
        }
    }
    return [ordered]@{
        updated = ConvertTo-Utc $time
        items   = @(foreach ($override in @(Select-XmlNode $overrides 'SettingOverride')) {
            $parameters = @(Select-XmlNode $override 'Parameters/Parameter')
            [ordered]@{
                name       = [string] (Select-XmlField $override 'Name')
                component  = [string] (Select-XmlField $override 'ComponentName')
                section    = [string] (Select-XmlField $override 'SectionName')
                status     = [string] (Select-XmlField $override 'Status')
                parameters = @(ConvertTo-TextList $parameters.InnerText)
            }
        })
    }
}

function Read-OverridesDirectory {
    $overrides = @(Invoke-ExchangeCommand 'Get-SettingOverride')
    return [ordered]@{
        items = @(foreach ($override in $overrides) {
            [ordered]@{
                name        = [string] $override.Name
                component   = [string] $override.ComponentName
                section     = [string] $override.SectionName
                min_version = ConvertTo-Text $override.MinVersion
                max_version = ConvertTo-Text $override.MaxVersion
                parameters  = @(ConvertTo-TextList $override.Parameters)
                servers     = @(ConvertTo-TextList $override.Server)
            }
        })
    }
}

function Read-ResourceThrottling {
    $throttling = Get-DiagnosticNode @{
        Server    = $ServerName
        Process   = 'EdgeTransport'
        Component = 'ResourceThrottling'
    } '/Diagnostics/Components/ResourceThrottling/ResourceTracker'
    return [ordered]@{
        meters = @(foreach ($meter in @(Select-XmlNode $throttling 'ResourceMeter')) {
            [ordered]@{
                resource    = [string] (Select-XmlField $meter 'Resource')
                current_use = [string] (Select-XmlField $meter 'CurrentResourceUse')
                pressure    = Select-XmlField $meter 'Pressure'
            }
        })
    }
}

function ConvertTo-MonitoringRow {
    # Monitoring overrides of one scope. Callers put @() around it.
    param([string] $Scope, $Overrides)
    foreach ($override in $Overrides) {
        $expires = ConvertTo-Utc $override.ExpirationTime
        if ($null -eq $expires) { $expires = ConvertTo-Text $override.ExpirationTime }
        [ordered]@{
            scope           = [string] $Scope
            item_type       = ConvertTo-Text $override.ItemType
            identity        = [string] $override.Identity
            property_name   = ConvertTo-Text $override.PropertyName
            property_value  = ConvertTo-Text $override.PropertyValue
            expiration_time = ConvertTo-Text $expires
        }
    }
}

function Read-MonitoringOverrides {
    $everywhere = @(Invoke-ExchangeCommand 'Get-GlobalMonitoringOverride')
    $here = @(Invoke-ExchangeCommand 'Get-ServerMonitoringOverride' @{ Server = $ServerName })
    $rows = @(ConvertTo-MonitoringRow 'global' $everywhere) +
        @(ConvertTo-MonitoringRow 'server' $here)
    return [ordered]@{ items = @($rows) }
}

#endregion


#region Exchange block: the organization

function Read-AuthConfig {
    $config = Get-ExchangeObject 'Get-AuthConfig'
    return [ordered]@{
        current_thumbprint  = ConvertTo-Text $config.CurrentCertificateThumbprint
        previous_thumbprint = ConvertTo-Text $config.PreviousCertificateThumbprint
        next_thumbprint     = ConvertTo-Text $config.NextCertificateThumbprint
        next_effective_date = ConvertTo-Utc $config.NextCertificateEffectiveDate
    }
}

function Read-AuthServers {
    $servers = @(Invoke-ExchangeCommand 'Get-AuthServer')
    return [ordered]@{
        items = @(foreach ($server in $servers) {
            [ordered]@{
                name                   = [string] $server.Name
                type                   = [string] $server.Type
                enabled                = Test-True $server.Enabled
                realm                  = ConvertTo-Text $server.Realm
                issuer_identifier      = ConvertTo-Text $server.IssuerIdentifier
                application_identifier = ConvertTo-Text $server.ApplicationIdentifier
                domain_names           = @(ConvertTo-TextList $server.DomainName)
            }
        })
    }
}

function Read-PartnerApplications {
    $applications = @(Invoke-ExchangeCommand 'Get-PartnerApplication')
    return [ordered]@{
        items = @(foreach ($application in $applications) {
            [ordered]@{
                name                   = [string] $application.Name
                application_identifier = [string] $application.ApplicationIdentifier
                enabled                = Test-True $application.Enabled
                linked_account         = ConvertTo-Text $application.LinkedAccount
            }
        })
    }
}

function Read-HybridConfiguration {
    $found = @(Invoke-ExchangeCommand 'Get-HybridConfiguration')
    $hybrid = $null
    if ($found.Count -gt 0) { $hybrid = $found[0] }
    return [ordered]@{
        configured                  = ($null -ne $hybrid)
        on_premises_smart_host      = ConvertTo-Text $hybrid.OnPremisesSmartHost
        tls_certificate_name        = ConvertTo-Text $hybrid.TlsCertificateName
        service_instance            = ConvertTo-Whole $hybrid.ServiceInstance
        domains                     = @(ConvertTo-TextList $hybrid.Domains)
        features                    = @(ConvertTo-TextList $hybrid.Features)
        receiving_transport_servers = @(ConvertTo-TextList $hybrid.ReceivingTransportServers)
        sending_transport_servers   = @(ConvertTo-TextList $hybrid.SendingTransportServers)
        edge_transport_servers      = @(ConvertTo-TextList $hybrid.EdgeTransportServers)
    }
}

function Read-OwaVirtualDirectories {
    $directories = @(Invoke-ExchangeCommand 'Get-OwaVirtualDirectory' @{
        Server           = $ServerName
        ADPropertiesOnly = $true
    })
    return [ordered]@{
        items = @(foreach ($directory in $directories) {
            [ordered]@{
                name                        = [string] $directory.Name
                internal_url                = ConvertTo-Text $directory.InternalUrl
                external_url                = ConvertTo-Text $directory.ExternalUrl
                internal_download_host_name = ConvertTo-Text $directory.InternalDownloadHostName
                external_download_host_name = ConvertTo-Text $directory.ExternalDownloadHostName
            }
        })
    }
}

function Read-EwsVirtualDirectories {
    $directories = @(Invoke-ExchangeCommand 'Get-WebServicesVirtualDirectory' @{
        Server           = $ServerName
        ADPropertiesOnly = $true
    })
    return [ordered]@{
        items = @(foreach ($directory in $directories) {
            [ordered]@{
                name                    = [string] $directory.Name
                internal_url            = ConvertTo-Text $directory.InternalUrl
                internal_nlb_bypass_url = ConvertTo-Text $directory.InternalNLBBypassUrl
                mrs_proxy_enabled       = ConvertTo-Truth $directory.MRSProxyEnabled
            }
        })
    }
}

function Read-IrmConfiguration {
    $configuration = Get-ExchangeObject 'Get-IRMConfiguration'
    return [ordered]@{
        internal_licensing_enabled = ConvertTo-Truth $configuration.InternalLicensingEnabled
        external_licensing_enabled = ConvertTo-Truth $configuration.ExternalLicensingEnabled
    }
}

function Read-PublicFolderGroups {
    $groups = @(Invoke-ExchangeCommand 'Get-DynamicDistributionGroup' @{
        Identity             = 'PublicFolderMailboxes*'
        IncludeSystemObjects = $true
    })
    return [ordered]@{ names = @(ConvertTo-TextList $groups.Name) }
}

#endregion


#region Exchange block: mail flow and databases

function Read-TransportService {
    $service = Get-ExchangeObject 'Get-TransportService' @{ Identity = $ServerName }
    return [ordered]@{
        internal_transport_certificate_thumbprint = ConvertTo-Text `
            $service.InternalTransportCertificateThumbprint
        max_per_domain_outbound_connections       = ConvertTo-Text `
            $service.MaxPerDomainOutboundConnections
        message_retry_interval                    = ConvertTo-Text $service.MessageRetryInterval
    }
}

function Read-AcceptedDomains {
    $domains = @(Invoke-ExchangeCommand 'Get-AcceptedDomain')
    return [ordered]@{
        items = @(foreach ($domain in $domains) {
            [ordered]@{
                id          = [string] $domain.Identity
                domain_name = [string] $domain.DomainName
                domain_type = [string] $domain.DomainType
            }
        })
    }
}

function Read-SendConnectors {
    $connectors = @(Invoke-ExchangeCommand 'Get-SendConnector')
    return [ordered]@{
        items = @(foreach ($connector in $connectors) {
            [ordered]@{
                id                          = [string] $connector.Identity
                enabled                     = Test-True $connector.Enabled
                cloud_services_mail_enabled = ConvertTo-Truth $connector.CloudServicesMailEnabled
                fqdn                        = ConvertTo-Text $connector.Fqdn
                require_tls                 = ConvertTo-Truth $connector.RequireTLS
                tls_auth_level              = ConvertTo-Text $connector.TlsAuthLevel
                tls_domain                  = ConvertTo-Text $connector.TlsDomain
                tls_certificate_name        = ConvertTo-Text $connector.TlsCertificateName
                smart_hosts                 = @(ConvertTo-TextList $connector.SmartHosts)
                address_spaces              = @(ConvertTo-TextList $connector.AddressSpaces)
            }
        })
    }
}

function Read-ReceiveConnectors {
    $connectors = @(Invoke-ExchangeCommand 'Get-ReceiveConnector' @{ Server = $ServerName })
    return [ordered]@{
        items = @(foreach ($connector in $connectors) {
            [ordered]@{
                id                      = [string] $connector.Identity
                enabled                 = Test-True $connector.Enabled
                transport_role          = ConvertTo-Text $connector.TransportRole
                fqdn                    = ConvertTo-Text $connector.Fqdn
                require_tls             = ConvertTo-Truth $connector.RequireTLS
                tls_certificate_name    = ConvertTo-Text $connector.TlsCertificateName
                auth_mechanism          = ConvertTo-Text $connector.AuthMechanism
                tls_domain_capabilities = @(ConvertTo-TextList $connector.TlsDomainCapabilities)
            }
        })
    }
}

function Read-MailboxDatabases {
    $databases = @(Invoke-ExchangeCommand 'Get-MailboxDatabase' @{
        Server = $ServerName
        Status = $true
    })
    return [ordered]@{
        items = @(foreach ($database in $databases) {
            [ordered]@{
                name                     = [string] $database.Name
                mounted                  = ConvertTo-Truth $database.Mounted
                mounted_on_server        = ConvertTo-Text $database.MountedOnServer
                last_full_backup         = ConvertTo-Utc $database.LastFullBackup
                last_incremental_backup  = ConvertTo-Utc $database.LastIncrementalBackup
                circular_logging_enabled = ConvertTo-Truth $database.CircularLoggingEnabled
                edb_file_path            = ConvertTo-Text $database.EdbFilePath
                log_folder_path          = ConvertTo-Text $database.LogFolderPath
            }
        })
    }
}

function Read-DatabaseCopies {
    $copies = @(Invoke-ExchangeCommand 'Get-MailboxDatabaseCopyStatus' @{ Server = $ServerName })
    return [ordered]@{
        items = @(foreach ($copy in $copies) {
            [ordered]@{
                name                = [string] $copy.Name
                status              = [string] $copy.Status
                active_copy         = ConvertTo-Truth $copy.ActiveCopy
                copy_queue_length   = ConvertTo-Whole $copy.CopyQueueLength
                replay_queue_length = ConvertTo-Whole $copy.ReplayQueueLength
                content_index_state = ConvertTo-Text $copy.ContentIndexState
            }
        })
    }
}

function Read-Queues {
    $queues = @(Invoke-ExchangeCommand 'Get-Queue' @{ Server = $ServerName })
    return [ordered]@{
        items = @(foreach ($queue in $queues) {
            [ordered]@{
                identity        = [string] $queue.Identity
                delivery_type   = ConvertTo-Text $queue.DeliveryType
                status          = [string] $queue.Status
                message_count   = [long] $queue.MessageCount
                next_hop_domain = ConvertTo-Text $queue.NextHopDomain
                last_error      = ConvertTo-Text $queue.LastError
            }
        })
    }
}

function Read-ReplicationHealth {
    if ($null -ne $script:MailboxServer -and
        $null -eq (ConvertTo-Text $script:MailboxServer.DatabaseAvailabilityGroup)) {
        return 'The server is no member of a database availability group.'
    }
    $checks = @(Invoke-ExchangeCommand 'Test-ReplicationHealth' @{ Identity = $ServerName })
    return [ordered]@{
        items = @(foreach ($check in $checks) {
            [ordered]@{
                check  = [string] $check.Check
                result = [string] $check.Result
                error  = ConvertTo-Text $check.Error
            }
        })
    }
}

#endregion


#region Directory block

function Open-DirectoryEntry {
    param([string] $Path)
    if ($null -eq $script:SignIn) {
        $entry = New-Object System.DirectoryServices.DirectoryEntry($Path)
    } else {
        $plain = $script:SignIn.GetNetworkCredential().Password
        $entry = New-Object System.DirectoryServices.DirectoryEntry(
            $Path, $script:SignIn.UserName, $plain)
    }
    $entry.psbase.AuthenticationType = 'Secure, Sealing, Signing'
    return $entry
}

function Join-DirectoryPath {
    # The path of an object on a server; a slash in a name would end it.
    param([string] $Server, [string] $DistinguishedName)
    return '{0}/{1}' -f $Server, $DistinguishedName.Replace('/', '\/')
}

function Search-Directory {
    # Objects that match. Callers put @() around it.
    param([string] $Path, [string] $Filter, [string[]] $Properties, [string] $Scope)
    $root = Open-DirectoryEntry $Path
    $searcher = New-Object System.DirectoryServices.DirectorySearcher($root, $Filter, $Properties)
    $searcher.SearchScope = $Scope
    $searcher.PageSize = 500
    $searcher.ClientTimeout = $DirectoryTimeout
    foreach ($result in $searcher.FindAll()) { $result }
}

function Get-FirstValue {
    # The first value of an attribute; null without one.
    param($Result, [string] $Name)
    if ($null -eq $Result) { return $null }
    foreach ($value in $Result.Properties[$Name]) { return , $value }
    return $null
}

function Connect-Directory {
    # Finds the directory's partitions. The domain's name stands for any of its controllers, the
    # forest's for any global catalog: only that knows groups of other domains.
    $computer = Get-CimInstance -ClassName Win32_ComputerSystem -ErrorAction Stop
    $root = (Open-DirectoryEntry "LDAP://$($computer.Domain)/RootDSE").psbase.Properties
    $forestDn = [string] $root['rootDomainNamingContext'].Value
    if ($forestDn -eq '') { throw "The directory of $($computer.Domain) does not answer." }
    $forest = ($forestDn -replace '^DC=', '') -replace ',DC=', '.'
    $script:Directory = @{
        Domain        = "LDAP://$($computer.Domain)"
        Forest        = "LDAP://$forest"
        Catalog       = "GC://$forest"
        DomainDn      = [string] $root['defaultNamingContext'].Value
        Configuration = [string] $root['configurationNamingContext'].Value
        Schema        = [string] $root['schemaNamingContext'].Value
    }
}

function Find-DirectorySid {
    # The SID of an object in the forest; null if it is gone.
    param([string] $DistinguishedName)
    $path = Join-DirectoryPath $script:Directory.Catalog $DistinguishedName
    try {
        $found = @(Search-Directory $path '(objectClass=*)' @('objectSid') 'Base')
    } catch {
        return $null
    }
    return ConvertTo-Sid (Get-FirstValue $found[0] 'objectSid')
}

function Get-WellKnownGroup {
    # Exchange's groups as its container lists them: 'B:32:<GUID>:<distinguished name>'.
    $dn = "CN=Microsoft Exchange,CN=Services,$($script:Directory.Configuration)"
    $path = Join-DirectoryPath $script:Directory.Domain $dn
    $container = @(Search-Directory $path '(objectClass=*)' @('otherWellKnownObjects') 'Base')
    foreach ($value in $container[0].Properties['otherWellKnownObjects']) {
        if ([string] $value -match '^B:32:([0-9A-Fa-f]{32}):(.+)$') {
            @{ Guid = $Matches[1]; DistinguishedName = $Matches[2] }
        }
    }
}

function Read-AdComputer {
    $path = Join-DirectoryPath $script:Directory.Catalog $script:Directory.DomainDn
    $filter = '(&(objectCategory=computer)(sAMAccountName={0}$))' -f $ServerName
    $wanted = @('distinguishedName', 'objectSid', 'memberOf')
    $found = @(Search-Directory $path $filter $wanted 'Subtree')
    if ($found.Count -eq 0) { throw "The directory has no computer $ServerName." }
    $computer = $found[0]
    return [ordered]@{
        distinguished_name = [string] (Get-FirstValue $computer 'distinguishedName')
        sid                = ConvertTo-Sid (Get-FirstValue $computer 'objectSid')
        member_of          = @(foreach ($group in $computer.Properties['memberOf']) {
            $name = ([string] $group -split '(?<!\\),')[0] -replace '^[^=]+=', ''
            [ordered]@{
                name               = ConvertTo-Text $name
                distinguished_name = [string] $group
                sid                = Find-DirectorySid $group
            }
        })
    }
}

function Read-AdWellKnownGroups {
    return [ordered]@{
        items = @(foreach ($group in @(Get-WellKnownGroup)) {
            [ordered]@{
                well_known_guid    = [string] $group.Guid
                distinguished_name = ConvertTo-Text $group.DistinguishedName
                sid                = Find-DirectorySid $group.DistinguishedName
            }
        })
    }
}

function Get-DenyAce {
    # Explicit refusals to write a property. Callers put @() around it.
    param([string] $Path, [string] $Target)
    $security = (Open-DirectoryEntry $Path).psbase.ObjectSecurity
    $rules = $security.GetAccessRules($true, $false, [System.Security.Principal.SecurityIdentifier])
    foreach ($rule in $rules) {
        # 32 is WriteProperty.
        $writes = ([int] $rule.ActiveDirectoryRights -band 32) -ne 0
        if ([string] $rule.AccessControlType -ne 'Deny' -or -not $writes) { continue }
        [ordered]@{
            target                = [string] $Target
            sid                   = [string] $rule.IdentityReference
            object_type           = ConvertTo-GuidText $rule.ObjectType
            inherited_object_type = ConvertTo-GuidText $rule.InheritedObjectType
        }
    }
}

function Read-AdDomains {
    $partitions = Join-DirectoryPath $script:Directory.Domain `
        "CN=Partitions,$($script:Directory.Configuration)"
    # The flag marks the partitions that are domains.
    $filter = '(&(objectCategory=crossRef)(systemFlags:1.2.840.113556.1.4.803:=2))'
    $domains = @(Search-Directory $partitions $filter @('nCName', 'dnsRoot') 'OneLevel')
    return [ordered]@{
        items = @(foreach ($domain in $domains) {
            $name = [string] (Get-FirstValue $domain 'dnsRoot')
            $dn = [string] (Get-FirstValue $domain 'nCName')
            $server = "LDAP://$name"
            $version = $null
            try {
                $path = Join-DirectoryPath $server $dn
                $container = @(Search-Directory $path '(cn=Microsoft Exchange System Objects)' `
                    @('objectVersion') 'OneLevel')
                # A domain without the container was never prepared for Exchange.
                if ($container.Count -eq 0) { continue }
                $version = Get-FirstValue $container[0] 'objectVersion'
            } catch {
                $version = $null
            }
            $readable = $true
            try {
                $holder = Join-DirectoryPath $server "CN=AdminSDHolder,CN=System,$dn"
                $aces = @(Get-DenyAce (Join-DirectoryPath $server $dn) 'domain') +
                    @(Get-DenyAce $holder 'admin_sd_holder')
            } catch {
                $readable = $false
                $aces = @()
            }
            [ordered]@{
                name                     = [string] $name
                distinguished_name       = ConvertTo-Text $dn
                meso_object_version      = ConvertTo-Whole $version
                acl_readable             = Test-True $readable
                deny_write_property_aces = @($aces)
            }
        })
    }
}

function Read-AdSchema {
    $path = Join-DirectoryPath $script:Directory.Domain $script:Directory.Schema
    $version = @(Search-Directory $path '(cn=ms-Exch-Schema-Version-Pt)' @('rangeUpper') 'OneLevel')
    $class = @(Search-Directory $path '(cn=ms-Exch-Storage-Group)' @('possSuperiors') 'OneLevel')
    $superiors = @(foreach ($found in $class) { $found.Properties['possSuperiors'] })
    return [ordered]@{
        exchange_schema_version      = ConvertTo-Whole (Get-FirstValue $version[0] 'rangeUpper')
        storage_group_poss_superiors = @(ConvertTo-TextList $superiors)
    }
}

function Test-SplitPermissions {
    # The group Exchange Windows Permissions lies in an organizational unit of its own and does not
    # have Exchange Trusted Subsystem as a member; null without these groups.
    $groups = @(Get-WellKnownGroup)
    $permissions = $groups | Where-Object { $_.Guid -eq '4C17D0117EBE6642AFAEE03BC66D381F' }
    $subsystem = $groups | Where-Object { $_.Guid -eq 'EA876A58DB6DD04C9006939818F800EB' }
    if ($null -eq $permissions -or $null -eq $subsystem) { return $null }
    $path = Join-DirectoryPath $script:Directory.Forest $permissions.DistinguishedName
    $group = @(Search-Directory $path '(objectClass=*)' @('member') 'Base')
    $isMember = @($group[0].Properties['member']) -contains $subsystem.DistinguishedName
    $isApart = $permissions.DistinguishedName -like '*,OU=Microsoft Exchange Protected Groups,*'
    return ($isApart -and -not $isMember)
}

function Read-AdOrganization {
    $path = Join-DirectoryPath $script:Directory.Domain `
        "CN=Sites,$($script:Directory.Configuration)"
    $sites = @(Search-Directory $path '(objectCategory=site)' @('cn') 'OneLevel')
    return [ordered]@{
        split_permissions = ConvertTo-Truth (Test-SplitPermissions)
        site_count        = ConvertTo-Whole $sites.Count
    }
}

#endregion


#region The document

function New-SectionResult {
    param([string] $Status, $Message, [long] $Elapsed, $Data)
    return [ordered]@{
        status     = $Status
        error      = ConvertTo-Text $Message
        elapsed_ms = $Elapsed
        data       = $Data
    }
}

function Test-AccessDenied {
    # Whether an error comes from missing rights.
    param([System.Management.Automation.ErrorRecord] $Record)
    if ([string] $Record.CategoryInfo.Category -eq 'PermissionDenied') { return $true }
    # Win32, HRESULT and WMI each have their number for it; an error from Exchange's session brings
    # a record of its own.
    $codes = 5, -2147024891, -2147217405
    $exception = $Record.Exception
    while ($null -ne $exception) {
        $category = [string] $exception.ErrorRecord.CategoryInfo.Category
        if ($category -eq 'PermissionDenied' -or
            $exception -is [System.UnauthorizedAccessException] -or
            $exception -is [System.Security.SecurityException] -or
            $codes -contains $exception.HResult -or $codes -contains $exception.ErrorCode) {
            return $true
        }
        $exception = $exception.InnerException
    }
    return $false
}

function New-FailedSection {
    param([System.Management.Automation.ErrorRecord] $Record, [long] $Elapsed)
    $status = 'error'
    if (Test-AccessDenied $Record) { $status = 'access_denied' }
    $text = ConvertTo-Text ($Record.Exception.GetBaseException().Message -replace '\s+', ' ')
    if ($null -eq $text) { $text = $Record.Exception.GetType().Name }
    if ($text.Length -gt $LongestError) { $text = $text.Substring(0, $LongestError) }
    return New-SectionResult $status $text $Elapsed $null
}

function Invoke-Section {
    # Runs one Read- function. It gives the data, or text: why it was not collected. An obstacle is
    # the result of a whole block that cannot be asked.
    param([string] $Name, $Obstacle, [scriptblock] $Read)
    $script:SectionsDone += 1
    if ($Sections.Count -gt 0 -and $Sections -notcontains $Name) {
        return New-SectionResult 'skipped' 'The parameter Sections names others.' 0 $null
    }
    if ($null -ne $Obstacle) { return $Obstacle }
    Write-Progress -Activity 'Get-ExchangeState' -Status $Name `
        -PercentComplete (100 * $script:SectionsDone / $knownSections.Count)
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        $data = & $Read
        if ($data -is [string]) {
            return New-SectionResult 'skipped' $data $watch.ElapsedMilliseconds $null
        }
        if ($data -isnot [System.Collections.IDictionary]) {
            throw "The function for $Name gave no single set of facts."
        }
        return New-SectionResult 'ok' $null $watch.ElapsedMilliseconds $data
    } catch {
        return New-FailedSection $_ $watch.ElapsedMilliseconds
    }
}

function Test-AnySection {
    # Whether one of these sections is asked for.
    param([string[]] $Names)
    if ($Sections.Count -eq 0) { return $true }
    return (@($Names | Where-Object { $Sections -contains $_ }).Count -gt 0)
}

function Get-SignInObstacle {
    # In a remote session Windows does not hand the caller's sign-in on to other services. An
    # account of this computer means nothing to them: if the domain has one of the same name, it
    # would count a wrong password for that.
    if ($null -eq $PSSenderInfo) { return $null }
    if ($null -eq $script:SignIn) {
        return New-SectionResult 'skipped' `
            'No account was given, and a remote session cannot sign in again without one.' 0 $null
    }
    $domain = [string] $script:SignIn.GetNetworkCredential().Domain
    $isOfServer = [System.Environment]::UserDomainName -eq $ServerName
    if ($isOfServer -and @('', '.', $ServerName) -contains $domain) {
        return New-SectionResult 'skipped' `
            'The account is one of this computer, unknown to Exchange and the directory.' 0 $null
    }
    return $null
}

function Get-ExchangeObstacle {
    # Opens the session; gives the reason if that cannot be.
    param([string[]] $Names)
    if ($SkipExchange) {
        return New-SectionResult 'skipped' 'The parameter SkipExchange was given.' 0 $null
    }
    if (-not (Test-AnySection $Names)) { return $null }
    try {
        if ($null -eq (Get-ExchangePath)) {
            return New-SectionResult 'skipped' 'Exchange is not installed on this computer.' 0 $null
        }
        if (Test-RegistryKey "$ExchangeKey\EdgeTransportRole") {
            return New-SectionResult 'skipped' `
                'An Edge Transport server offers no Exchange PowerShell over the network.' 0 $null
        }
        $obstacle = Get-SignInObstacle
        if ($null -ne $obstacle) { return $obstacle }
        Connect-Exchange
        return $null
    } catch {
        return New-FailedSection $_ 0
    }
}

function Get-DirectoryObstacle {
    # Finds the directory; gives the reason if that cannot be.
    param([string[]] $Names)
    if ($SkipDirectory) {
        return New-SectionResult 'skipped' 'The parameter SkipDirectory was given.' 0 $null
    }
    if (-not (Test-AnySection $Names)) { return $null }
    try {
        $computer = Get-CimInstance -ClassName Win32_ComputerSystem -ErrorAction Stop
        if (-not $computer.PartOfDomain) {
            return New-SectionResult 'skipped' 'The computer belongs to no domain.' 0 $null
        }
        $obstacle = Get-SignInObstacle
        if ($null -ne $obstacle) { return $obstacle }
        Connect-Directory
        return $null
    } catch {
        return New-FailedSection $_ 0
    }
}


$localSections = [ordered]@{
    exchange_setup       = { Read-ExchangeSetup }
    operating_system     = { Read-OperatingSystem }
    time_zone            = { Read-TimeZone }
    hotfixes             = { Read-Hotfixes }
    dotnet               = { Read-Dotnet }
    hardware             = { Read-Hardware }
    counters             = { Read-Counters }
    page_files           = { Read-PageFiles }
    power_plan           = { Read-PowerPlan }
    network              = { Read-Network }
    winhttp_proxy        = { Read-WinhttpProxy }
    registry             = { Read-Registry }
    tls                  = { Read-Tls }
    services             = { Read-Services }
    certificates         = { Read-Certificates }
    smb                  = { Read-Smb }
    windows_features     = { Read-WindowsFeatures }
    vc_redistributables  = { Read-VcRedistributables }
    pending_reboot       = { Read-PendingReboot }
    local_administrators = { Read-LocalAdministrators }
    event_logs           = { Read-EventLogs }
    volumes              = { Read-Volumes }
    exchange_files       = { Read-ExchangeFiles }
    fip_fs               = { Read-FipFs }
    iis_apphost          = { Read-IisApphost }
    iis_sites            = { Read-IisSites }
    iis_applications     = { Read-IisApplications }
    iis_config_files     = { Read-IisConfigFiles }
    iis_modules          = { Read-IisModules }
    iis_app_pools        = { Read-IisAppPools }
    cluster              = { Read-Cluster }
    winrm                = { Read-Winrm }
}

$exchangeSections = [ordered]@{
    exchange_server         = { Read-ExchangeServer }
    organization_config     = { Read-OrganizationConfig }
    mailbox_server          = { Read-MailboxServer }
    component_states        = { Read-ComponentStates }
    service_health          = { Read-ServiceHealth }
    overrides_effective     = { Read-OverridesEffective }
    overrides_directory     = { Read-OverridesDirectory }
    resource_throttling     = { Read-ResourceThrottling }
    auth_config             = { Read-AuthConfig }
    auth_servers            = { Read-AuthServers }
    partner_applications    = { Read-PartnerApplications }
    hybrid_configuration    = { Read-HybridConfiguration }
    transport_service       = { Read-TransportService }
    owa_virtual_directories = { Read-OwaVirtualDirectories }
    ews_virtual_directories = { Read-EwsVirtualDirectories }
    accepted_domains        = { Read-AcceptedDomains }
    send_connectors         = { Read-SendConnectors }
    receive_connectors      = { Read-ReceiveConnectors }
    irm_configuration       = { Read-IrmConfiguration }
    monitoring_overrides    = { Read-MonitoringOverrides }
    public_folder_groups    = { Read-PublicFolderGroups }
    mailbox_databases       = { Read-MailboxDatabases }
    database_copies         = { Read-DatabaseCopies }
    queues                  = { Read-Queues }
    replication_health      = { Read-ReplicationHealth }
}

$directorySections = [ordered]@{
    ad_computer          = { Read-AdComputer }
    ad_well_known_groups = { Read-AdWellKnownGroups }
    ad_domains           = { Read-AdDomains }
    ad_schema            = { Read-AdSchema }
    ad_organization      = { Read-AdOrganization }
}

$internetSections = [ordered]@{
    mitigation_endpoint = { Read-MitigationEndpoint }
}

$knownSections = @($localSections.Keys) + @($exchangeSections.Keys) +
    @($directorySections.Keys) + @($internetSections.Keys)
# powershell -File hands over 'a,b' as one text.
$Sections = @(ConvertTo-TextList ($Sections -split ','))
foreach ($name in $Sections) {
    if ($knownSections -notcontains $name) { throw "There is no section $name." }
}
if ($UserName -ne '') {
    $script:SignIn = New-Object System.Management.Automation.PSCredential($UserName, $Password)
} elseif ($Credential -ne [System.Management.Automation.PSCredential]::Empty) {
    $script:SignIn = $Credential
}

$collectedAt = ConvertTo-Utc ([datetime]::UtcNow)
$results = [ordered]@{}
try {
    foreach ($entry in $localSections.GetEnumerator()) {
        $results[$entry.Key] = Invoke-Section $entry.Key $null $entry.Value
    }
    $obstacle = Get-ExchangeObstacle @($exchangeSections.Keys)
    foreach ($entry in $exchangeSections.GetEnumerator()) {
        $results[$entry.Key] = Invoke-Section $entry.Key $obstacle $entry.Value
    }
    $obstacle = Get-DirectoryObstacle @($directorySections.Keys)
    foreach ($entry in $directorySections.GetEnumerator()) {
        $results[$entry.Key] = Invoke-Section $entry.Key $obstacle $entry.Value
    }
    $obstacle = $null
    if ($SkipInternet) {
        $obstacle = New-SectionResult 'skipped' 'The parameter SkipInternet was given.' 0 $null
    }
    foreach ($entry in $internetSections.GetEnumerator()) {
        $results[$entry.Key] = Invoke-Section $entry.Key $obstacle $entry.Value
    }
} finally {
    if ($null -ne $script:ExchangeSession) {
        Remove-PSSession -Session $script:ExchangeSession -ErrorAction SilentlyContinue
    }
}
Write-Progress -Activity 'Get-ExchangeState' -Completed

$document = [ordered]@{
    schema            = 'exchpatch.collected/1'
    collector_version = $CollectorVersion
    collected_at      = $collectedAt
    computer          = $ServerName
    sections          = $results
}
$json = ConvertTo-Json -InputObject $document -Compress -Depth 12
# Whatever the console's code page and however the output is redirected: ASCII arrives unharmed.
$escape = [System.Text.RegularExpressions.MatchEvaluator] {
    param($found)
    '\u{0:x4}' -f [int] [char] $found.Value
}
[regex]::Replace($json, '[^\x20-\x7e]', $escape)

#endregion
