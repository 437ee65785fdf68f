using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using JourneyTrace.Events;
using JourneyTrace.Storage;

namespace JourneyTrace.Sealing;

/// <summary>
/// The hashes that show whether the log is still what it was: events are the leaves of a Merkle tree for each block (RFC 6962, section 2.1), blocks are a
/// chain. All hashes are SHA-256.
/// </summary>
public static class LogChain
{
    /// <summary>What the first block follows.</summary>
    public static byte[] Beginning { get; } = new byte[32];

    static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Everything that is kept of an event, as one JSON object in UTF-8. Its place among running transactions is none of it: a restore may change that.</summary>
    public static byte[] Said(StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteNumber("position", stored.Mark.Position);
            writer.WriteString("source", stored.Source);
            writer.WriteString("id", stored.Id);
            writer.WriteString("type", Enum.IsDefined(stored.Type) ? Vocabulary.Of(stored.Type).Name : $"{stored.Type}");
            writer.WriteString("subject", stored.Subject);
            writer.WriteString("time", Rfc3339.Format(stored.Time));
            writer.WriteString("recordedAt", Rfc3339.Format(stored.RecordedAt));
            writer.WriteString("traceParent", stored.TraceParent);
            writer.WriteString("data", stored.Data);
            if (stored.Extensions is { } extensions)
                writer.WriteString("extensions", extensions);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The hash of a leaf.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> said) => SHA256.HashData([0, .. said]);

    /// <summary>The root over some leaves.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.IsEmpty)
            throw new ArgumentException("A block has at least one event", nameof(leaves));
        if (leaves.Length == 1)
            return leaves[0];
        var left = LeftOf(leaves.Length);
        return Node(Root(leaves[..left]), Root(leaves[left..]));
    }

    /// <summary>The hashes beside the way from a leaf to the root, the leaf's own neighbour first.</summary>
    public static IReadOnlyList<ProofStep> Path(ReadOnlySpan<byte[]> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var steps = new List<ProofStep>();
        Walk(leaves, index, steps);
        return steps;
    }

    /// <summary>Where a leaf and the hashes beside its way lead to.</summary>
    public static byte[] Climb(byte[] leaf, IEnumerable<ProofStep> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Aggregate(leaf, (hash, step) => step.IsLeft ? Node(step.Hash, hash) : Node(hash, step.Hash));
    }

    /// <summary>The head of the chain after a block.</summary>
    public static byte[] Head(byte[] previous, long number, int count, byte[] root, DateTime sealedAt)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(root);
        var bytes = new byte[1 + 32 + 8 + 4 + 32 + 8];
        bytes[0] = 2;
        previous.CopyTo(bytes, 1);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(33), number);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(41), count);
        root.CopyTo(bytes, 45);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(77), (sealedAt - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return SHA256.HashData(bytes);
    }

    static void Walk(ReadOnlySpan<byte[]> leaves, int index, List<ProofStep> steps)
    {
        if (leaves.Length == 1)
            return;
        var left = LeftOf(leaves.Length);
        if (index < left)
        {
            Walk(leaves[..left], index, steps);
            steps.Add(new ProofStep(IsLeft: false, Root(leaves[left..])));
        }
        else
        {
            Walk(leaves[left..], index - left, steps);
            steps.Add(new ProofStep(IsLeft: true, Root(leaves[..left])));
        }
    }

    /// <summary>The largest power of two below a number.</summary>
    static int LeftOf(int count) => 1 << (31 - int.LeadingZeroCount(count - 1));

    static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}

/// <summary>A hash beside the way to the root.</summary>
/// <param name="IsLeft">Whether it stands to the left.</param>
public sealed record ProofStep(bool IsLeft, byte[] Hash);
