using System.Text;

namespace JourneyTrace.Events;

/// <summary>What a field of an event's data may hold.</summary>
public enum FieldKind
{
    /// <summary>A name of 1 to 200 characters without control characters.</summary>
    Identifier,

    /// <summary>Free text of at most 10,000 characters.</summary>
    Text,

    /// <summary>An RFC 3339 instant with an offset.</summary>
    Instant,

    /// <summary>An ISO 8601 duration.</summary>
    Duration,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A cause: a word of <see cref="Causes"/> or any other, 1 to 200 characters.</summary>
    Cause,

    /// <summary>A list of identifiers.</summary>
    Identifiers,

    /// <summary>One identifier, or a list of them.</summary>
    IdentifierOrList,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>An object that names the customer: id, segment, value.</summary>
    Customer,

    /// <summary>An object of texts: the names of those that say something.</summary>
    Answers,

    /// <summary>A JSON object, kept as it is.</summary>
    Object,

    /// <summary>A list of steps: link, kind, within.</summary>
    Steps,

    /// <summary>A list of answers: layer, answer, count.</summary>
    Survey,
}

/// <summary>One field of an event's data.</summary>
/// <param name="Name">As it stands in the JSON.</param>
/// <param name="Kind">What it may hold.</param>
/// <param name="Required">Whether the event makes no sense without it.</param>
public sealed record Field(string Name, FieldKind Kind, bool Required = false)
{
    /// <summary>Where not empty, the only words that are taken.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The most that a number may be, above and below 0: sums of any number of them stay numbers.</summary>
    public const double Largest = 1e12;

    /// <summary>The least and the greatest number that is taken.</summary>
    public (double Min, double Max) Range { get; init; } = (-Largest, Largest);

    internal byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);
}
