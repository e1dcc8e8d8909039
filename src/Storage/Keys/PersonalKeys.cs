using ServiceBot.Storage.Personal;

namespace ServiceBot.Storage.Keys;

/// <summary>Whose key is which. Of somebody who is erased the key is given up, and destroyed once the search for what is left is done (<see cref="SubjectKeys.DestroyAsync"/>).</summary>
internal sealed class PersonalKeys : IPersonalData
{
    public IReadOnlyList<PersonalTable> Tables { get; } =
        [new("storage_subject", "keys", "Keys of encrypted fields", "加密密钥", "", PersonalRows.By<Guid>("subject", Person.Customer)) { Becomes = "is_given_up = TRUE" }];
}
