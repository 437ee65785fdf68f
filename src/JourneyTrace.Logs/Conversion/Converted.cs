namespace JourneyTrace.Logs.Conversion;

/// <summary>What a case became: events as CloudEvents JSON, and rows that could not be understood.</summary>
public sealed record Converted(IReadOnlyList<byte[]> Events, IReadOnlyList<RowProblem> Problems);

/// <summary>A row that lacks something, or has it in a wrong form.</summary>
/// <param name="Line">In the file, from 1.</param>
/// <param name="Column">Which of its columns.</param>
/// <param name="Value">What stands there; null for nothing.</param>
/// <param name="Row">The row's attributes as JSON in UTF-8.</param>
public sealed record RowProblem(long Line, string Column, string? Value, string Code, string Detail, byte[] Row);
