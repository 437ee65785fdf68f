using System.Text.Json;

namespace JourneyTrace.Client;

/// <summary>Whose personal data is meant: one of the two.</summary>
/// <param name="Customer">The customer's id, as it was sent in <c>case.opened</c>.</param>
/// <param name="Case">A case that names no customer.</param>
public sealed record WhoseData(string? Customer = null, string? Case = null);

/// <summary>How much was destroyed. What was counted stays as it was.</summary>
/// <param name="Keys">Keys: without them nothing that was sealed with them can be read, in no copy either.</param>
/// <param name="Cases">Cases that had them.</param>
/// <param name="Values">Sealed values, removed with them.</param>
/// <param name="DeadLetters">Dead letters that named the customer: what they held is destroyed.</param>
public sealed record Forgotten(long Keys, long Cases, long Values, long DeadLetters);

/// <summary>Everything that is stored about one customer.</summary>
/// <param name="DeadLetters">What was rejected and names the customer.</param>
public sealed record CustomerData(string Customer, IReadOnlyList<CustomerCase> Cases, IReadOnlyList<CustomerLetter> DeadLetters);

/// <summary>Something rejected that names a customer.</summary>
/// <param name="Code">Why.</param>
/// <param name="Body">As it came.</param>
public sealed record CustomerLetter(long Number, DateTime ReceivedAt, string Code, string Body);

/// <summary>One case of a customer.</summary>
/// <param name="Events">As they were sent, in the order of replay.</param>
public sealed record CustomerCase(string Case, IReadOnlyList<JsonElement> Events);

/// <summary>How many days anything is kept; null for as long as nobody says otherwise.</summary>
/// <param name="PersonalDays">Personal data, after the last event of a customer's cases.</param>
/// <param name="DeadLetterDays">Dead letters, after they were seen last.</param>
/// <param name="AuditDays">The audit log.</param>
public sealed record Retention(int? PersonalDays = null, int? DeadLetterDays = null, int? AuditDays = null);
