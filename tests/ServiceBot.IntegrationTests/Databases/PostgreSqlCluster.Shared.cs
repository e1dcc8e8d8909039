namespace ServiceBot.IntegrationTests.Databases;

/// <content>The one of all tests of a run.</content>
public sealed partial class PostgreSqlCluster
{
    private static readonly Lazy<PostgreSqlCluster> Shared = new(() => new());

    /// <summary>The cluster. A missing PostgreSQL is a named skip, and a failure where <c>CI</c> is <c>true</c>.</summary>
    public static PostgreSqlCluster Instance
    {
        get
        {
            try
            {
                return Shared.Value;
            }
            catch (FileNotFoundException missing) when (Environment.GetEnvironmentVariable("CI") != "true")
            {
                throw new AssertInconclusiveException(missing.Message);
            }
        }
    }

    /// <summary>Stops the cluster, if one was started.</summary>
    public static void StopShared()
    {
        if (Shared.IsValueCreated)
        {
            Shared.Value.Stop();
        }
    }
}
