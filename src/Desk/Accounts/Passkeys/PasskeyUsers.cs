using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.Passkeys;

/// <summary>The people of the desk and their passkeys, as the framework's passkey handler asks for them. It asks for nothing else, and changes nothing.</summary>
internal sealed class PasskeyUsers(IDatabase database) : IUserPasskeyStore<StaffMember>
{
    public Task<string> GetUserIdAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public Task<StaffMember?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? database.ReadAsync(session => StaffStore.FindAsync(session, id), cancellationToken) : Task.FromResult<StaffMember?>(null);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(StaffMember user, CancellationToken cancellationToken) =>
        [.. (await database.ReadAsync(session => PasskeyStore.ListAsync(session, user.Id), cancellationToken)).Select(passkey => passkey.ToInfo())];

    public Task<StaffMember?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await PasskeyStore.FindAsync(session, Base64Url.EncodeToString(credentialId)) is { } passkey ? await StaffStore.FindAsync(session, passkey.StaffId) : null, cancellationToken);

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(StaffMember user, byte[] credentialId, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => PasskeyStore.FindAsync(session, Base64Url.EncodeToString(credentialId)), cancellationToken) is { } passkey && passkey.StaffId == user.Id ? passkey.ToInfo() : null;

    public void Dispose()
    {
    }

    // What the framework's own accounts would need besides.
    public Task AddOrUpdatePasskeyAsync(StaffMember user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(StaffMember user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(StaffMember user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(StaffMember user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(StaffMember user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(StaffMember user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(StaffMember user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(StaffMember user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StaffMember?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();
}
