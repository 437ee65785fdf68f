using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using JourneyTrace.Events;

namespace JourneyTrace.Logs.Conversion;

/// <summary>Writes the events of one case. Their ids are taken from the row, so that importing again adds nothing.</summary>
sealed class EventWriter(string source, string @case)
{
    const int LongestId = 200;

    static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly List<byte[]> _events = [];

    public IReadOnlyList<byte[]> Events => _events;

    /// <summary>An event that is one already.</summary>
    public void Add(string json) => _events.Add(Encoding.UTF8.GetBytes(json.ReplaceLineEndings(" ")));

    /// <param name="row">The number of the row within its case, from 0.</param>
    /// <param name="what">Tells apart the events of one row.</param>
    public void Add(int row, string what, string type, DateTime time, Action<Utf8JsonWriter> data)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", IdOf(row, what));
            writer.WriteString("source", source);
            writer.WriteString("type", type);
            writer.WriteString("subject", @case);
            writer.WriteString("time", Rfc3339.Format(time));
            writer.WriteStartObject("data");
            data(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        _events.Add(buffer.WrittenSpan.ToArray());
    }

    /// <summary>In the order of the rows, so that rows of one time stay in it.</summary>
    string IdOf(int row, string what)
    {
        var id = FormattableString.Invariant($"{@case}/{row:00000}/{what}");
        return id.Length <= LongestId ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }
}
