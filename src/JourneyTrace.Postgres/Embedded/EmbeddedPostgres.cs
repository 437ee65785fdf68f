using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace JourneyTrace.Postgres.Embedded;

/// <summary>
/// A PostgreSQL server of our own: a cluster under a data folder, on a Unix socket, as a user that is not root, with
/// durable settings. Started again, it finds the same data.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    readonly ServerPrograms _programs;
    readonly string _data;
    readonly ServerAccount _account;
    readonly FileStream _lock;

    EmbeddedPostgres(
        ServerPrograms programs, string data, ServerAccount account, FileStream @lock, string connectionString, string version)
    {
        _lock = @lock;
        _programs = programs;
        _data = data;
        _account = account;
        ConnectionString = connectionString;
        Version = version;
    }

    /// <summary>To connect as the owner of the database <c>journeytrace</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>The major version, such as <c>15</c>.</summary>
    public string Version { get; }

    /// <summary>Starts the server over a data folder, making the cluster first where there is none.</summary>
    /// <param name="folder">Where the data is kept; made where it is missing.</param>
    /// <param name="programs">Which programs to use; null for the first found.</param>
    /// <exception cref="EmbeddedPostgresException">It cannot run; the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(string folder, ServerPrograms? programs, CancellationToken stop)
    {
        programs ??= ServerPrograms.FindAll().FirstOrDefault() ?? throw new EmbeddedPostgresException(
            "No PostgreSQL programs were found. Run 'apt-get install postgresql' (or start with ./journeytrace, which fetches them), "
            + "or name a server with --postgres.");
        var account = ServerAccount.Find();
        var data = Path.Combine(Path.GetFullPath(folder), "postgres");
        var sockets = SocketFolder(data);
        account.Own(data);
        account.Own(sockets);
        var taken = Lock(folder);
        try
        {
            return await StartAsync(programs, account, taken, data, sockets, stop);
        }
        catch
        {
            await taken.DisposeAsync();
            throw;
        }
    }

    static async Task<EmbeddedPostgres> StartAsync(
        ServerPrograms programs, ServerAccount account, FileStream taken, string data, string sockets, CancellationToken stop)
    {
        var version = await VersionOfAsync(programs, account, stop);
        await MakeClusterAsync(programs, account, data, version, stop);
        var port = FreePort();
        var options = string.Create(CultureInfo.InvariantCulture, $"-p {port} -k {sockets}");
        var started = await account.RunAsync(
            programs.PgCtl, ["start", "-w", "-t", "60", "-D", data, "-l", Path.Combine(data, "server.log"), "-o", options], stop);
        if (started.ExitCode != 0)
            throw new EmbeddedPostgresException($"PostgreSQL did not start: {started.Output.Trim()} ({LastLog(data)})");
        var connection = string.Create(CultureInfo.InvariantCulture, $"Host={sockets};Port={port};Username=journeytrace;Database=postgres");
        return new EmbeddedPostgres(programs, data, account, taken, connection, version);
    }

    /// <summary>Stops the server when its clients are gone or cut off; what was committed is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        await _account.RunAsync(_programs.PgCtl, ["stop", "-w", "-m", "fast", "-D", _data], CancellationToken.None);
        await _lock.DisposeAsync();
    }

    /// <summary>Stops the server as a crash does, and starts it again at the same address; what was committed is there.</summary>
    /// <exception cref="EmbeddedPostgresException">It did not start again.</exception>
    public async Task RestartAsync(CancellationToken stop)
    {
        var restarted = await _account.RunAsync(_programs.PgCtl, ["restart", "-w", "-t", "60", "-m", "immediate", "-D", _data, "-l", Path.Combine(_data, "server.log")], stop);
        if (restarted.ExitCode != 0)
            throw new EmbeddedPostgresException($"PostgreSQL did not start again: {restarted.Output.Trim()} ({LastLog(_data)})");
    }

    /// <summary>Starts a streaming replica of this server, over a folder of its own.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot run; the message says why.</exception>
    public async Task<EmbeddedPostgres> StartReplicaAsync(string folder, CancellationToken stop)
    {
        var data = Path.Combine(Path.GetFullPath(folder), "postgres");
        var sockets = SocketFolder(data);
        _account.Own(Path.GetFullPath(folder));
        _account.Own(sockets);
        var taken = Lock(folder);
        try
        {
            var primary = new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString);
            var port = primary.Port.ToString(CultureInfo.InvariantCulture);
            var copied = await _account.RunAsync(
                _programs.BaseBackup, ["-h", primary.Host!, "-p", port, "-U", primary.Username!, "-D", data, "-R", "-X", "stream", "-c", "fast"], stop);
            return copied.ExitCode == 0
                ? await StartAsync(_programs, _account, taken, data, sockets, stop)
                : throw new EmbeddedPostgresException($"The server could not be copied: {copied.Output.Trim()}");
        }
        catch
        {
            await taken.DisposeAsync();
            throw;
        }
    }

    /// <summary>One process at a time may run a server over a data folder.</summary>
    static FileStream Lock(string folder)
    {
        var path = Path.Combine(Path.GetFullPath(folder), "journeytrace.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new EmbeddedPostgresException($"Another JourneyTrace runs on {folder}: stop it, or choose another folder with --data.");
        }
    }

    static async Task MakeClusterAsync(ServerPrograms programs, ServerAccount account, string data, string version, CancellationToken stop)
    {
        var marker = Path.Combine(data, "PG_VERSION");
        if (File.Exists(marker))
        {
            var found = (await File.ReadAllTextAsync(marker, stop)).Trim();
            if (found != version)
            {
                throw new EmbeddedPostgresException(
                    $"The data in {data} are of PostgreSQL {found}, and the programs in {programs.Folder} are of {version}. "
                    + $"Install PostgreSQL {found}, or move the data with pg_upgrade, or choose another folder with --data.");
            }
            await account.RunAsync(programs.PgCtl, ["stop", "-w", "-m", "fast", "-D", data], stop);
            return;
        }
        var made = await account.RunAsync(
            programs.Initdb, ["-D", data, "-U", "journeytrace", "-A", "trust", "-E", "UTF8", "--locale=C", "--data-checksums"], stop);
        if (made.ExitCode != 0)
            throw new EmbeddedPostgresException($"The database cluster could not be made in {data} (a folder that the user '{account.Name}' can reach is needed: --data): {made.Output.Trim()}");
        await File.AppendAllTextAsync(Path.Combine(data, "postgresql.conf"), Settings(MemoryForPages(), RoomForLog(data), await CompressionAsync(programs, account, data, stop)), stop);
    }

    // Durable: fsync and synchronous_commit stay on. Reached through the Unix socket alone.
    // Keys for duplicates lie anywhere in their index: the first change of each page after a checkpoint goes into the write-ahead log whole, so checkpoints are few and such pages are packed.
    static string Settings(long pages, long log, string compression) => $"""

        listen_addresses = ''
        max_connections = 200
        shared_buffers = {pages}MB
        max_wal_size = {log}MB
        wal_compression = {compression}
        min_wal_size = 512MB
        checkpoint_timeout = 15min
        autovacuum_naptime = 10s
        deadlock_timeout = 100ms
        log_min_messages = warning
        log_min_error_statement = panic
        timezone = 'UTC'

        """;

    /// <summary>
    /// MB for pages: a quarter of the memory that this process may use, as PostgreSQL's documentation has it, and from 128 to 2,048. What does not fit is written out by whoever
    /// needs the room, in the middle of an append.
    /// </summary>
    static long MemoryForPages() => Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 >> 20, 128, 2048);

    /// <summary>MB for the write-ahead log between two checkpoints: a tenth of the disk that is free, and from 1,024 to 8,192, which under load for long means a checkpoint each ten minutes.</summary>
    static long RoomForLog(string data) => Math.Clamp(new DriveInfo(data).AvailableFreeSpace / 10 >> 20, 1024, 8192);

    /// <summary>LZ4, which takes a fraction of the time, where these programs were built with it.</summary>
    static async Task<string> CompressionAsync(ServerPrograms programs, ServerAccount account, string data, CancellationToken stop)
    {
        var asked = await account.RunAsync(programs.Server, ["-C", "wal_compression", "-c", "wal_compression=lz4", "-D", data], stop);
        return asked.ExitCode == 0 ? "lz4" : "on";
    }

    static async Task<string> VersionOfAsync(ServerPrograms programs, ServerAccount account, CancellationToken stop)
    {
        var answer = await account.RunAsync(programs.Server, ["--version"], stop);
        var words = answer.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var number = words.FirstOrDefault(word => char.IsAsciiDigit(word[0]));
        if (answer.ExitCode != 0 || number is null)
            throw new EmbeddedPostgresException($"{programs.Server} does not run: {answer.Output.Trim()}");
        return string.Concat(number.TakeWhile(char.IsAsciiDigit));
    }

    /// <summary>A path of a Unix socket has at most 107 bytes: a long data folder gets a short one elsewhere.</summary>
    static string SocketFolder(string data)
    {
        var near = Path.Combine(Path.GetDirectoryName(data)!, "socket");
        if (near.Length < 80)
            return near;
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(data));
        return Path.Combine(Path.GetTempPath(), "journeytrace-" + Convert.ToHexStringLower(hash)[..12]);
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static string LastLog(string data)
    {
        var log = Path.Combine(data, "server.log");
        return File.Exists(log) ? string.Join(" | ", File.ReadLines(log).TakeLast(3)) : "no log";
    }
}
