-- When the server's secret is changed, the secrets of webhooks are sealed anew under the present one, at night.
-- Servers of before may run beside it.
grant update (secret) on programs.webhook to hamwe_app;
