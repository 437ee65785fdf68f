using System.Runtime.CompilerServices;

namespace JourneyTrace.Events;

/// <summary>The value of one field, as read: which member is set depends on the field's kind.</summary>
struct FieldValue
{
    public bool Present;
    public string? Text;
    public string[]? List;
    public DateTime Instant;
    public TimeSpan Duration;
    public double Number;
    public bool Flag;

    public readonly DateTime? Due() => Present ? Instant : null;

    public readonly TimeSpan? Within() => Present ? Duration : null;
}

/// <summary>The values of an event's fields, in the order of its schema.</summary>
[InlineArray(Capacity)]
struct FieldValues
{
    public const int Capacity = 12;
    FieldValue _first;
}
