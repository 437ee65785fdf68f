namespace JourneyTrace.Faults.Tests;

/// <summary>Times, in ms, since the period began.</summary>
sealed class SoakWindow
{
    readonly Lock _lock = new();
    List<double> _posts = [];
    List<double> _questions = [];

    public void Posted(TimeSpan time)
    {
        lock (_lock)
            _posts.Add(time.TotalMilliseconds);
    }

    public void Answered(TimeSpan time)
    {
        lock (_lock)
            _questions.Add(time.TotalMilliseconds);
    }

    public void Begin() => End();

    public (List<double> Posts, List<double> Questions) End()
    {
        lock (_lock)
        {
            var ended = (_posts, _questions);
            (_posts, _questions) = ([], []);
            return ended;
        }
    }
}
