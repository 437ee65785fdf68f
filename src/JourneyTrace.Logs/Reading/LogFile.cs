using System.IO.Compression;
using JourneyTrace.Logs.Mappings;

namespace JourneyTrace.Logs.Reading;

/// <summary>Opens a log, compressed or not, and reads its cases one by one.</summary>
public static class LogFile
{
    /// <summary>The cases of a file in the mapping's format, by what tells them apart.</summary>
    /// <param name="file">An open file.</param>
    /// <param name="name">Its name; <c>.gz</c> and <c>.zip</c> are decompressed.</param>
    /// <param name="most">How many bytes it may hold, decompressed.</param>
    /// <exception cref="LogFormatException">It cannot be read as this format, or holds more.</exception>
    public static IEnumerable<LogCase> Read(Stream file, string name, Mapping mapping, long most = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return Guarded(Cases(file, name, mapping, most), name);
    }

    static IEnumerable<LogCase> Cases(Stream file, string name, Mapping mapping, long most)
    {
        var (content, inner) = Open(file, name, most);
        using (content)
        {
            var cases = mapping.Format switch
            {
                "xes" => XesReader.Read(content),
                "csv" => CsvLogReader.Read(content, mapping.Case, [mapping.Time, mapping.Activity]),
                _ => inner.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
                    ? OcelXmlReader.Read(content, mapping.Case)
                    : OcelJsonReader.Read(content, mapping.Case),
            };
            var any = false;
            foreach (var @case in cases)
            {
                any = true;
                yield return mapping.Format == "xes" ? Named(@case, mapping.Case) : @case;
            }
            if (!any)
                throw new LogFormatException($"{name} holds no case");
        }
    }

    /// <summary>The content of a file, decompressed, and the name it has then.</summary>
    public static (Stream Content, string Name) Open(Stream file, string name, long most = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        var counted = new CountedStream(file);
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return (new BombGuard(new GZipStream(counted, CompressionMode.Decompress), counted, name, most), name[..^3]);
        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return (most == long.MaxValue ? counted : new BombGuard(counted, counted, name, most), name);
        var zip = new ZipArchive(counted, ZipArchiveMode.Read);
        var entries = zip.Entries.Where(entry => entry.Length > 0).ToList();
        return entries.Count == 1
            ? (new BombGuard(entries[0].Open(), counted, name, most), entries[0].Name)
            : throw new LogFormatException($"{name} holds {entries.Count} files; a log is a zip of one");
    }

    /// <summary>Whether a file is not what its name says, or was damaged on the way.</summary>
    internal static bool IsDamage(Exception e) => e is System.Xml.XmlException or InvalidDataException or EndOfStreamException or System.Text.Json.JsonException or CsvHelper.CsvHelperException;

    internal static LogFormatException Damaged(string name, Exception e) => new($"{name} cannot be read: {Why(e)}");

    static string Why(Exception e) => e switch
    {
        System.Xml.XmlException when e.Message.Contains("DTD", StringComparison.Ordinal) => "it has a document type definition (DTD), which could read other files; remove it",
        InvalidDataException or EndOfStreamException => $"it is damaged or cut off ({e.Message.Split('\n')[0].TrimEnd('.')})",
        _ => e.Message.Split('\n')[0],
    };

    static LogCase Named(LogCase @case, string column)
    {
        var key = column.StartsWith("case:", StringComparison.Ordinal) ? column[5..] : column;
        var found = @case.Attributes.GetValueOrDefault(key) ?? (@case.Rows.Count > 0 ? @case.Rows[0].Attributes.GetValueOrDefault(key) : null);
        return @case with { Name = found };
    }

    static IEnumerable<LogCase> Guarded(IEnumerable<LogCase> cases, string name)
    {
        using var reading = cases.GetEnumerator();
        while (true)
        {
            try
            {
                if (!reading.MoveNext())
                    yield break;
            }
            catch (Exception e) when (IsDamage(e))
            {
                throw Damaged(name, e);
            }
            yield return reading.Current;
        }
    }
}
