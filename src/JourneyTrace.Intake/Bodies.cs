using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text.Json;
using JourneyTrace.Http;
using Microsoft.AspNetCore.Http;

namespace JourneyTrace.Intake;

/// <summary>Reads request bodies, plain or compressed, within limits that no body can get round.</summary>
static class Bodies
{
    /// <summary>The most bytes of a single event or an array, decompressed.</summary>
    public const int LargestArray = 16 * 1024 * 1024;

    /// <summary>The most bytes of one line of a stream, decompressed.</summary>
    public const int LongestLine = 1024 * 1024;

    /// <exception cref="ProblemException">The encoding is not taken.</exception>
    public static Stream Open(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString().Trim();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return request.Body;
        return encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(request.Body, CompressionMode.Decompress)
            : throw new ProblemException(Problem.UnsupportedType, $"Content-Encoding '{encoding}' is not taken; send gzip, or none");
    }

    /// <summary>The whole body.</summary>
    /// <exception cref="ProblemException">It is too large, cannot be decompressed, or there is no room for it.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream body, BodyRoom room, CancellationToken stop)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        while (true)
        {
            var read = await ReadingAsync(() => body.ReadAsync(buffer.GetMemory(16 * 1024), stop));
            if (read == 0)
                return buffer.WrittenMemory;
            buffer.Advance(read);
            room.Hold(buffer.Capacity);
            if (buffer.WrittenCount > LargestArray)
                throw new ProblemException(Problem.TooLarge, $"The body has more than {LargestArray} bytes; send application/x-ndjson, which may have any length");
        }
    }

    /// <summary>The elements of a JSON array, or the one object, each as it stands.</summary>
    /// <exception cref="ProblemException">It is no JSON.</exception>
    public static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, bool arrayNeeded)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span);
            if (!reader.Read())
                throw new ProblemException(Problem.InvalidJson, "The body is empty; send an event");
            if (reader.TokenType == JsonTokenType.StartArray)
                return Elements(body, ref reader);
            if (arrayNeeded)
                throw new ProblemException(Problem.WrongType, "A batch needs a JSON array of events");
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new ProblemException(Problem.WrongType, "An event needs to be a JSON object");
            reader.Skip();
            while (reader.Read())
            {
                // What follows the object makes the reader throw.
            }
            return [body];
        }
        catch (JsonException e)
        {
            throw new ProblemException(Problem.InvalidJson, $"The body is no valid JSON: {e.Message}");
        }
    }

    /// <summary>The lines of a stream, blank ones left out, in groups.</summary>
    /// <exception cref="ProblemException">A line is too long, or the stream cannot be decompressed.</exception>
    public static async IAsyncEnumerable<List<ReadOnlyMemory<byte>>> LinesAsync(
        Stream body, int mostLines, int mostBytes, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        var lines = new List<ReadOnlyMemory<byte>>();
        var bytes = 0;
        while (true)
        {
            var result = await ReadingAsync(() => pipe.ReadAsync(stop));
            var buffer = result.Buffer;
            while (TryLine(ref buffer, result.IsCompleted, out var line))
            {
                if (IsBlank(line))
                    continue;
                lines.Add(line);
                bytes += line.Length;
                if (lines.Count >= mostLines || bytes >= mostBytes)
                {
                    yield return lines;
                    (lines, bytes) = ([], 0);
                }
            }
            if (buffer.Length > LongestLine)
                throw new ProblemException(Problem.TooLarge, $"A line has more than {LongestLine} bytes; an event's data may have 65536. What came before it was taken");
            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                break;
        }
        if (lines.Count > 0)
            yield return lines;
    }

    static bool TryLine(ref ReadOnlySequence<byte> buffer, bool completed, out ReadOnlyMemory<byte> line)
    {
        line = default;
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end).ToArray();
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }
        if (!completed || buffer.IsEmpty)
            return false;
        line = buffer.ToArray();
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    static bool IsBlank(ReadOnlyMemory<byte> line) => line.Span.IndexOfAnyExcept(" \t\r"u8) < 0;

    static List<ReadOnlyMemory<byte>> Elements(ReadOnlyMemory<byte> body, ref Utf8JsonReader reader)
    {
        var elements = new List<ReadOnlyMemory<byte>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add(body[from..(int)reader.BytesConsumed]);
        }
        while (reader.Read())
        {
            // What follows the array makes the reader throw.
        }
        return elements;
    }

    static async ValueTask<T> ReadingAsync<T>(Func<ValueTask<T>> read)
    {
        try
        {
            return await read();
        }
        catch (InvalidDataException e)
        {
            throw new ProblemException(Problem.InvalidEncoding, $"The body is no valid gzip: {e.Message}");
        }
    }
}
