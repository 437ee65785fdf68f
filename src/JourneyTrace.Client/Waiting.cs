namespace JourneyTrace.Client;

/// <summary>Why work waited, from each activity to the next and from one resource to the next.</summary>
/// <param name="By">What a resource is: link or person.</param>
/// <param name="Total">All together.</param>
public sealed record WaitingAnswer(string By, WaitItem Total, IReadOnlyList<WaitItem> Items, string? Next, IReadOnlyList<string> Missing);

/// <summary>Waits of one activity after another. Seconds, summed.</summary>
/// <param name="From">The activity that had to be done before; null in the total.</param>
/// <param name="Cases">In how many cases.</param>
/// <param name="Batching">Until the batch that it was done in was together.</param>
/// <param name="Prioritisation">The resource was busy with what could have been begun later.</param>
/// <param name="Contention">The resource was busy with what could have been begun no later.</param>
/// <param name="Unavailability">The resource was free, outside its working hours (the calendar of its link).</param>
/// <param name="Extraneous">The rest: the resource was there, and free.</param>
public sealed record WaitItem(
    string? From, string? FromResource, string? To, string? ToResource, long Count, long Cases, double WaitSeconds, double Batching, double Prioritisation,
    double Contention, double Unavailability, double Extraneous);

/// <summary>How many cases stay in the front (the first line).</summary>
/// <param name="FrontOnly">They went through front links alone; their part of all with its 95 % interval in the next two.</param>
/// <param name="BegunInFront">They began in the front.</param>
/// <param name="Left">Of these, those that left it.</param>
public sealed record PushToFrontAnswer(
    long Cases, long FrontOnly, double? FrontOnlyRate, double[]? Ci95, long BegunInFront, long Left, double? LeftRate, double[]? LeftCi95, IReadOnlyList<string> Missing);
