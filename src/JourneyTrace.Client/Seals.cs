namespace JourneyTrace.Client;

/// <summary>How far the log is sealed.</summary>
/// <param name="Blocks">How many blocks.</param>
/// <param name="Head">Of the chain, in hexadecimal; kept elsewhere, it shows later whether anything before it was changed.</param>
public sealed record LogHead(long Blocks, string? Head, DateTime? SealedAt);

/// <summary>That one event stands in the log as it was sealed.</summary>
/// <param name="Said">Everything that is kept of it: the bytes, in UTF-8, that the leaf is the hash of.</param>
/// <param name="Path">The hashes beside the way from its leaf to the block's root.</param>
/// <param name="Previous">The head before its block.</param>
/// <param name="Later">The blocks after it, up to the newest head.</param>
/// <param name="Head">The newest head.</param>
public sealed record EventProof(string Said, string Leaf, IReadOnlyList<ProofHash> Path, ProofBlock Block, string Previous, IReadOnlyList<ProofBlock> Later, string Head);

/// <summary>A hash of a proof, in hexadecimal.</summary>
/// <param name="Side">Where it stands: left or right of the way.</param>
public sealed record ProofHash(string Side, string Hash);

/// <summary>A block of a proof.</summary>
public sealed record ProofBlock(long Number, int Count, string Root, string Head, DateTime SealedAt);
