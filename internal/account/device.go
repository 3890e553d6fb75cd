package account

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"smileboard/ent"
	"smileboard/ent/device"
)

const (
	// maxDevices is how many browsers an account has that are known; the one that was not used for longest is forgotten.
	maxDevices = 10
	// deviceLimit is how long a browser is known after it last signed in.
	deviceLimit = 180 * 24 * time.Hour
)

// knownDevice is the id of the browser's device, if it is one of the account's; 0 otherwise.
func (s *Service) knownDevice(ctx context.Context, accountID int) (int, error) {
	token := browserOf(ctx).Device
	if token == "" || len(token) > maxToken {
		return 0, nil
	}
	id, err := s.store.Client.Device.Query().Where(
		device.TokenHash(digest(token)), device.AccountID(accountID), device.SeenAtGT(s.now().Add(-deviceLimit))).OnlyID(books(ctx))
	if ent.IsNotFound(err) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("account: device: %w", err)
	}
	return id, nil
}

// keepDevice makes the browser known to the account, and returns the token for its cookie; "" where it has one already.
//
// A browser that several people use is known to the last one.
func (s *Service) keepDevice(ctx context.Context, tx *ent.Tx, accountID, known int) (token string, err error) {
	now := s.now()
	if known != 0 {
		n, err := tx.Device.Update().Where(device.ID(known)).SetSeenAt(now).Save(ctx)
		if err != nil {
			return "", fmt.Errorf("account: device: %w", err)
		}
		if n == 1 {
			return "", nil
		}
	}
	old, err := tx.Device.Query().Where(device.AccountID(accountID)).Order(ent.Desc(device.FieldSeenAt, device.FieldID)).Offset(maxDevices - 1).Limit(maxDevices).IDs(ctx)
	if err != nil {
		return "", fmt.Errorf("account: devices: %w", err)
	}
	if _, err := tx.Device.Delete().Where(device.IDIn(old...)).Exec(ctx); err != nil {
		return "", fmt.Errorf("account: forget devices: %w", err)
	}
	token = rand.Text()
	if err := tx.Device.Create().SetAccountID(accountID).SetTokenHash(digest(token)).SetCreatedAt(now).SetSeenAt(now).Exec(ctx); err != nil {
		return "", fmt.Errorf("account: device: %w", err)
	}
	return token, nil
}
