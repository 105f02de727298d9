/** The whole ARN, with the six characters that Secrets Manager adds: ECS needs them to find a member of the secret. */
export const SECRET_ARN = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/;
