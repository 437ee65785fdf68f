namespace JourneyTrace.Server.Hosting;

/// <summary>
/// One look at a time, however many ask: who comes while one is under way shares the next, and so sees nothing older than his question.
/// </summary>
/// <param name="look">It is nobody's alone, and is not cancelled when somebody goes away.</param>
sealed class SharedLook<T>(Func<Task<T>> look)
{
    readonly Lock _lock = new();
    Task<T>? _going;
    Task<T>? _next;

    public Task<T> AskAsync(CancellationToken stop)
    {
        lock (_lock)
        {
            if (_going is null || _going.IsCompleted)
                return (_going = Task.Run(look, CancellationToken.None)).WaitAsync(stop);
            return (_next ??= AfterAsync(_going)).WaitAsync(stop);
        }
    }

    async Task<T> AfterAsync(Task<T> going)
    {
        await going.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        lock (_lock)
            (_going, _next) = (_next, null);
        return await look();
    }
}
