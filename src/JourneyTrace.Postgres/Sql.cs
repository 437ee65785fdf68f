using System.Collections.Concurrent;

namespace JourneyTrace.Postgres;

/// <summary>The statements, one to a file in <c>Sql/</c>, by the file's name.</summary>
static class Sql
{
    static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    public static string Of(string name) => Texts.GetOrAdd(name, static n => Read("sql:" + n));

    public static string Read(string resource)
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no SQL file {resource}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
